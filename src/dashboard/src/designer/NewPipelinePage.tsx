import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { pipeline } from "../api/queries";
import { stepKinds } from "./designerQueries";
import { Draft } from "./Draft";
import { Opening } from "./Opening";
import { renamedPipeline } from "./renamedPipeline";
import { blank } from "./starter";

/** A pipeline that is to be new: from nothing, or as a copy of another one (`?from=`). */
export default function NewPipelinePage() {
  const asked = useSearchParams()[0].get("from");
  const from = asked === "" ? null : asked;
  const kinds = useQuery(stepKinds);
  const copied = useQuery({ ...pipeline(from ?? "", null), enabled: from !== null });
  const title = from === null ? "New pipeline" : `New pipeline like ${from}`;
  const text = from === null ? blank : copied.data && renamedPipeline(copied.data.text, `my-${from}`);
  if (text === undefined) return <Opening title={title} query={copied} />;
  if (kinds.data === undefined) return <Opening title={title} query={kinds} />;
  return <Draft key={from} title={title} name="" text={text} base={null} kinds={kinds.data} isBuiltIn={false} />;
}
