import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Copy, FlaskConical, PencilLine } from "lucide-react";
import type { Wire } from "../api/client";
import { whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { isBuiltIn } from "./origin";
import { TryDialog } from "./TryDialog";

/** What one may do with a pipeline: try it, change it, or make one's own of it. */
export function PipelineActions({ newest }: { newest: Wire<"PipelineView"> }) {
  const who = useQuery(whoAmI).data;
  const [tries, setTries] = useState(false);
  const mayPublish = may(who, "admin");
  const mayDeploy = may(who, "deployer") || Object.keys(who?.apps ?? {}).some((app) => may(who, "deployer", app));
  const from = encodeURIComponent(newest.name);
  return (
    <>
      {mayDeploy && (
        <Button icon={<FlaskConical size={16} aria-hidden />} onClick={() => setTries(true)}>
          Try it on an app
        </Button>
      )}
      {mayPublish && (
        <ButtonLink to={`/pipelines/new?from=${from}`} look={isBuiltIn(newest) ? "primary" : "plain"} icon={<Copy size={16} aria-hidden />}>
          Make a copy
        </ButtonLink>
      )}
      {mayPublish && !isBuiltIn(newest) && (
        <ButtonLink to={`/pipelines/${from}/edit`} look="primary" icon={<PencilLine size={16} aria-hidden />}>
          Edit
        </ButtonLink>
      )}
      {tries && <TryDialog name={newest.name} onClose={() => setTries(false)} />}
    </>
  );
}
