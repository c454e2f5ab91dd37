import { KeyRound } from "lucide-react";
import { api, type Wire } from "../api/client";
import { useChange } from "../api/useChange";
import { TokenSecret } from "../people/TokenSecret";
import { Button } from "../ui/Button";
import { Problem } from "../ui/Notice";
import { tokenNameFor } from "./firstDeploy";

const days = 90;

/** Makes, on a click, the token that git and pdeploy sign in with: it may deploy this app and nothing else. */
export function DeployToken({ app, who }: { app: string; who: Wire<"WhoAmI"> }) {
  const make = useChange(["tokens"], () =>
    api.post("/api/v1/tokens", {
      body: { name: tokenNameFor(app, Date.now()), role: null, apps: { [app]: "deployer" }, days, machine: who.isMachine },
    }),
  );
  if (make.data) return <TokenSecret name={make.data.token.name} secret={make.data.secret} />;
  return (
    <>
      <p>
        Git and pdeploy sign in with a token. This one may deploy {app} and nothing else, for {days} days.
      </p>
      <Problem error={make.error} />
      <Button icon={<KeyRound size={14} aria-hidden />} busy={make.isPending} onClick={() => make.mutate(undefined)}>
        Make a token
      </Button>
    </>
  );
}
