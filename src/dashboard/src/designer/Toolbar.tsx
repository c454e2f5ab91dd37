import { FlaskConical, List, Redo2, Undo2, Upload, Workflow } from "lucide-react";
import { Button } from "../ui/Button";
import type { Design } from "./useDesign";

interface ToolbarProps {
  design: Design;
  isList: boolean;
  isChanged: boolean;
  onView: () => void;
  onTry: () => void;
  onPublish: () => void;
}

/** What can be done with the whole of it. */
export function Toolbar({ design, isList, isChanged, onView, onTry, onPublish }: ToolbarProps) {
  return (
    <>
      <Button
        icon={<Undo2 size={15} aria-hidden />}
        disabled={!design.mayUndo}
        aria-label="Undo"
        title="Undo (Ctrl Z)"
        onClick={design.undo}
      />
      <Button
        icon={<Redo2 size={15} aria-hidden />}
        disabled={!design.mayRedo}
        aria-label="Do again"
        title="Do again (Ctrl Y)"
        onClick={design.redo}
      />
      <Button icon={isList ? <Workflow size={15} aria-hidden /> : <List size={15} aria-hidden />} onClick={onView}>
        {isList ? "Graph" : "List"}
      </Button>
      <Button icon={<FlaskConical size={15} aria-hidden />} disabled={design.reading.graph === undefined} onClick={onTry}>
        Dry run
      </Button>
      <Button look="primary" icon={<Upload size={15} aria-hidden />} disabled={!isChanged} title="Publish (Ctrl S)" onClick={onPublish}>
        Publish
      </Button>
    </>
  );
}
