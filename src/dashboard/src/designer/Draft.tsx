import { useState } from "react";
import { useNavigate } from "react-router";
import { Page } from "../app-shell/Page";
import { DryRunPanel } from "../pipelines/DryRunPanel";
import { PublishDialog } from "../pipelines/PublishDialog";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Notice } from "../ui/Notice";
import { Designer } from "./Designer";
import { LeaveGuard } from "./LeaveGuard";
import { renamedPipeline } from "./renamedPipeline";
import type { StepKind } from "./starter";
import { Toolbar } from "./Toolbar";
import { useDesign } from "./useDesign";

interface DraftProps {
  title: string;
  name: string;
  text: string;
  base: number | null;
  kinds: readonly StepKind[];
  isBuiltIn: boolean;
}

export const crumbs = [{ title: "Pipelines", to: "/pipelines" }];

const isNarrow = () => window.matchMedia("(max-width: 720px)").matches;

/** A text that is worked on, and what it was when that began. */
export function Draft({ title, name, text, base, kinds, isBuiltIn }: DraftProps) {
  const design = useDesign(text);
  const navigate = useNavigate();
  const [begun, setBegun] = useState({ text, base });
  const [publishes, setPublishes] = useState(false);
  const [tries, setTries] = useState(false);
  // On a phone a list is read more easily than a picture.
  const [isList, setIsList] = useState(isNarrow);
  const ownName = design.graph?.name ?? name;
  const isChanged = design.text !== begun.text || begun.base === null;
  const mark = begun.base === null ? "new" : isChanged ? `draft on v${begun.base}` : `v${begun.base}`;
  const publish = () => isChanged && setPublishes(true);
  return (
    <Page
      title={title}
      crumbs={crumbs}
      marks={<span className="muted">{mark}</span>}
      actions={
        <Toolbar
          design={design}
          isList={isList}
          isChanged={isChanged}
          onView={() => setIsList(!isList)}
          onTry={() => setTries(true)}
          onPublish={publish}
        />
      }
    >
      <div className="stack">
        {isBuiltIn && ownName === name && (
          <Notice>
            {name} belongs to the server. What you change is published under a name of your own.{" "}
            <Button small onClick={() => design.edit((graph) => renamedPipeline(graph.text, `my-${name}`))}>
              Name it my-{name}
            </Button>
          </Notice>
        )}
        <Designer design={design} kinds={kinds} isList={isList} onView={() => setIsList(!isList)} onPublish={publish} />
      </div>
      {tries && (
        <Dialog wide title="Dry run" onClose={() => setTries(false)}>
          <DryRunPanel text={design.text} />
        </Dialog>
      )}
      {publishes && (
        <PublishDialog
          name={name === "" ? ownName : name}
          text={design.text}
          base={begun.base}
          onClose={() => setPublishes(false)}
          onTakeTheirs={({ pipeline, text: theirs }) => {
            design.edit(() => theirs);
            setBegun({ text: theirs, base: pipeline.version });
            setPublishes(false);
          }}
          onPublished={(version) => {
            setPublishes(false);
            setBegun({ text: design.text, base: version.version });
            if (version.name !== name) void navigate(`/pipelines/${version.name}/edit`, { state: { published: true } });
          }}
        />
      )}
      <LeaveGuard isChanged={design.text !== begun.text} />
    </Page>
  );
}
