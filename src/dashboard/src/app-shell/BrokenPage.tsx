import { useRouteError } from "react-router";
import { Failed } from "../ui/Loaded";

/** What is shown in place of a page that broke. */
export function BrokenPage() {
  const error = useRouteError();
  return (
    <main id="main">
      <Failed error={error} retry={() => location.reload()} />
    </main>
  );
}
