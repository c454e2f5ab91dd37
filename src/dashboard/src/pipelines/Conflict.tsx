import { useQuery } from "@tanstack/react-query";
import type { Wire } from "../api/client";
import { pipeline } from "../api/queries";
import { Button } from "../ui/Button";
import { CopyBlock } from "../ui/CopyBlock";
import { Loaded, Skeleton } from "../ui/Loaded";
import { Ago } from "../ui/Moment";
import { Notice } from "../ui/Notice";
import { Diff } from "./Diff";

interface ConflictProps {
  name: string;
  /** What somebody else wanted to publish. */
  text: string;
  /** The version that it was made from; null when there was no such pipeline. */
  base: number | null;
  /** Takes what was published meanwhile into the editor, in place of one's own text. */
  onTakeTheirs?: ((theirs: Wire<"PipelineText">) => void) | undefined;
}

function Theirs({ theirs, base, before }: { theirs: Wire<"PipelineText">; base: number | null; before: string | undefined }) {
  const { author, note, publishedAt, version, name } = theirs.pipeline;
  return (
    <>
      <Notice tone="fail">
        <strong>
          {base === null ? `There is a pipeline ${name} already` : `Version ${version} was published meanwhile`}: by {author},{" "}
          <Ago at={publishedAt} />.
        </strong>{" "}
        {note !== null && `“${note}” `}
        {base !== null && `You began from version ${base}. `}Nothing of yours was published.
      </Notice>
      {before !== undefined && (
        <section className="stack">
          <h2>
            What {author} changed since version {base}
          </h2>
          <Diff label={`Version ${base} against version ${version}`} from={before} to={theirs.text} />
        </section>
      )}
    </>
  );
}

/** Somebody else was first: who, what they changed, and what one can do. Nothing is ever published over it. */
export function Conflict({ name, text, base, onTakeTheirs }: ConflictProps) {
  const newest = useQuery({ ...pipeline(name, null), staleTime: 0 });
  const before = useQuery({ ...pipeline(name, base), enabled: base !== null }).data?.text;
  // What was known of the newest version is what the conflict has just told to be old.
  if (newest.isFetching && newest.data?.pipeline.version === base) return <Skeleton lines={4} />;
  return (
    <Loaded query={newest} lines={4}>
      {(theirs) => (
        <div className="stack">
          <Theirs theirs={theirs} base={base} before={before} />
          <section className="stack">
            <h2>Your text against version {theirs.pipeline.version}</h2>
            <Diff label={`Version ${theirs.pipeline.version} against your text`} from={theirs.text} to={text} />
          </section>
          <p>
            Keep your text, then take version {theirs.pipeline.version} and put your changes into it
            {base === null ? "; or give your pipeline another name." : "."}
          </p>
          <details>
            <summary>Your text</summary>
            <CopyBlock text={text} label="Your text" />
          </details>
          {onTakeTheirs && (
            <div className="row">
              <Button onClick={() => onTakeTheirs(theirs)}>Take version {theirs.pipeline.version}, drop mine</Button>
            </div>
          )}
        </div>
      )}
    </Loaded>
  );
}
