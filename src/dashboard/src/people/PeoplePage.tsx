import { useParams } from "react-router";
import { NotFoundPage } from "../app-shell/NotFoundPage";
import { Page } from "../app-shell/Page";
import { Tabs } from "../ui/Tabs";
import { Keys } from "./Keys";
import { Tokens } from "./Tokens";
import { UsersTab } from "./UsersTab";

const tabs = [
  { path: "", title: "Users", Content: UsersTab },
  { path: "tokens", title: "Tokens", Content: Tokens },
  { path: "keys", title: "SSH keys", Content: Keys },
];

/** Who may come in, and by what: users, tokens and keys of the whole server. */
export function PeoplePage() {
  const { tab = "" } = useParams();
  const shown = tabs.find((one) => one.path === tab);
  if (!shown) return <NotFoundPage />;
  return (
    <Page title="People" tab={shown.path === "" ? "People" : `${shown.title} · People`}>
      <Tabs label="People parts" base="/people" tabs={tabs} />
      <shown.Content />
    </Page>
  );
}
