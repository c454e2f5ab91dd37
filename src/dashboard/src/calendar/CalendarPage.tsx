import { useQuery } from "@tanstack/react-query";
import { freezes, windows } from "../api/queries";
import { Page } from "../app-shell/Page";
import { When } from "../ui/Moment";
import { Notice } from "../ui/Notice";
import { useNow } from "../ui/useNow";
import { FreezesPart } from "./FreezesPart";
import { WindowsPart } from "./WindowsPart";
import { inForce } from "./inForce";

/** What holds right now for apps that have no times of their own. */
function Now() {
  const allWindows = useQuery(windows).data;
  const allFreezes = useQuery(freezes).data;
  const now = useNow();
  if (!allWindows || !allFreezes) return null;
  const force = inForce(allWindows, allFreezes, now);
  const [freeze] = force.freezes;
  if (force.may) return <Notice tone="ok">Deploys may begin now, unless an app says otherwise below.</Notice>;
  return (
    <Notice tone="wait">
      {freeze ? (
        <>
          <strong>No deploy begins until</strong> <When at={freeze.until} />: {freeze.reason}.
        </>
      ) : (
        <strong>No window is open now: deploys wait for the next.</strong>
      )}{" "}
      Those that come wait, and begin by themselves. What serves goes on.
    </Notice>
  );
}

/** When deploys may begin, on the whole server. */
export function CalendarPage() {
  return (
    <Page title="Calendar">
      <Now />
      <WindowsPart />
      <FreezesPart />
    </Page>
  );
}
