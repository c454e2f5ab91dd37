import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { pipeline } from "../api/queries";
import { stepKinds } from "./designerQueries";
import { Draft } from "./Draft";
import { Opening } from "./Opening";

/** A pipeline that there is. What others publish meanwhile does not touch the text that is worked on. */
export default function DesignerPage() {
  const { name = "" } = useParams();
  const kinds = useQuery(stepKinds);
  const found = useQuery(pipeline(name, null));
  const title = `Edit ${name}`;
  if (found.data === undefined) return <Opening title={title} query={found} />;
  if (kinds.data === undefined) return <Opening title={title} query={kinds} />;
  const { pipeline: version, text } = found.data;
  const isBuiltIn = version.author === "pipelinedeploy";
  return <Draft key={name} title={title} name={name} text={text} base={version.version} kinds={kinds.data} isBuiltIn={isBuiltIn} />;
}
