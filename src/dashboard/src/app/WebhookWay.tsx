import { useState } from "react";
import { Link } from "react-router";
import type { Wire } from "../api/client";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { CreateWebhookDialog } from "./CreateWebhookDialog";
import { HostFieldList } from "./HostFieldList";

/** The way by a git host: the webhook is made here, and its fields are shown with their values. */
export function WebhookWay({ app, mayCreate }: { app: string; mayCreate: boolean }) {
  const [creates, setCreates] = useState(false);
  const [made, setMade] = useState<Wire<"WebhookView">>();
  return (
    <>
      <p>
        Each push to GitHub, GitLab, Gitea, Forgejo or Bitbucket deploys. {mayCreate ? "" : "An administrator of the app sets it up. "}
        <Link to={`/apps/${app}/webhooks`}>Its webhooks</Link>
      </p>
      {made ? (
        <>
          <Notice tone="wait">
            <strong>The secret is shown this once.</strong> Fill these in at the host; its first delivery is seen among the webhooks.
          </Notice>
          <HostFieldList hook={made} secret={made.secret} />
        </>
      ) : (
        mayCreate && <Button onClick={() => setCreates(true)}>Set up a webhook</Button>
      )}
      {creates && (
        <CreateWebhookDialog
          app={app}
          onClose={() => setCreates(false)}
          onMade={(hook) => {
            setMade(hook);
            setCreates(false);
          }}
        />
      )}
    </>
  );
}
