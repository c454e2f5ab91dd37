import { Link } from "react-router";
import { Empty } from "../ui/Loaded";
import { Page } from "./Page";

export function NotFoundPage() {
  return (
    <Page title="Not found">
      <Empty title="There is nothing at this address">
        <Link to="/">Go to the overview</Link>
      </Empty>
    </Page>
  );
}
