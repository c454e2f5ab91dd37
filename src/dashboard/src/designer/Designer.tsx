import { useMemo, useRef, useState } from "react";
import { Notice } from "../ui/Notice";
import { Canvas } from "./Canvas";
import type { Finding } from "./findings";
import { Inspector } from "./Inspector";
import { ListView } from "./ListView";
import { Palette } from "./Palette";
import { PipelineForm } from "./PipelineForm";
import { Problems } from "./Problems";
import { stepLines } from "./spans";
import type { StepKind } from "./starter";
import type { Design } from "./useDesign";
import { useDesignerKeys } from "./useDesignerKeys";
import { useFindings } from "./useFindings";
import { useSteps } from "./useSteps";
import { YamlEditor, type YamlHandle } from "./YamlEditor";
import style from "./Designer.module.css";

interface DesignerProps {
  design: Design;
  kinds: readonly StepKind[];
  isList: boolean;
  onView: () => void;
  onPublish: () => void;
}

const focusOn = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();

/** The text, the picture or list of it, and the forms: all of one truth, which is the text. */
export function Designer({ design, kinds, isList, onView, onPublish }: DesignerProps) {
  const { graph, reading, selection, text } = design;
  const yaml = useRef<YamlHandle>(null);
  const [whole, setWhole] = useState<HTMLDivElement | null>(null);
  const steps = useSteps(design, kinds);
  const { findings, isChecking, error } = useFindings(text, reading);
  const lines = useMemo(() => (graph ? stepLines(graph) : new Map<string, { from: number; to: number }>()), [graph]);
  const isLocked = reading.graph === undefined;
  const step = graph?.steps.find((one) => one.key === selection.step);

  const select = (key: string | null) => {
    design.select(key);
    steps.choose(0);
    const place = key === null ? undefined : lines.get(key);
    if (place) yaml.current?.goTo(place.from, 1, false);
  };
  const jump = (finding: Finding) => {
    if (finding.step !== null) design.select(finding.step);
    yaml.current?.goTo(finding.line, finding.column, true);
  };
  const add = (where: "before" | "after", key: string | null) => {
    if (key !== null) select(key);
    steps.choose(key !== null && where === "before" ? 1 : 0);
    focusOn("[data-palette]");
  };
  const focusStep = (key: string | null) => {
    const found = whole?.querySelector<HTMLElement>(isList ? `[data-step="${key}"] button` : `.react-flow__node[data-id="${key}"]`);
    (found ?? whole)?.focus({ preventScroll: !isList });
  };
  const walk = (by: number) => {
    const all = graph?.steps ?? [];
    const at = all.findIndex((one) => one.key === selection.step);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (!next) return;
    select(next.key);
    focusStep(next.key);
  };
  useDesignerKeys({
    design,
    steps,
    publish: onPublish,
    walk,
    toList: onView,
    toYaml: () => yaml.current?.focus(),
    leave: () => focusStep(selection.step),
    toForm: () => focusOn("[data-name]"),
    toPalette: (where) => add(where, selection.step),
  });

  return (
    <div className={`card ${style.designer}`} ref={setWhole} tabIndex={-1}>
      <Palette
        kinds={steps.kinds}
        spots={steps.spots}
        chosen={steps.chosen}
        isLocked={isLocked}
        onChoose={steps.choose}
        onAdd={steps.add}
      />
      <div className={style.middle}>
        {reading.problem && (
          <div className={style.notice}>
            <Notice tone="fail">
              The YAML cannot be read at line {reading.problem.line}: {reading.problem.message}.{" "}
              {graph && "The picture is of the text before that."}
            </Notice>
          </div>
        )}
        <div className={style.picture}>
          {graph && isList && (
            <ListView
              graph={graph}
              selected={selection.step}
              findings={findings}
              isLocked={isLocked}
              onSelect={select}
              onAdd={add}
              onDelete={steps.remove}
            />
          )}
          {graph && !isList && <Canvas design={design} graph={graph} findings={findings} onSelect={select} />}
        </div>
        <Problems findings={findings} isChecking={isChecking} error={error} onJump={jump} />
      </div>
      <div className={style.right}>
        <div className={style.form}>
          {graph && step ? (
            <Inspector
              design={design}
              graph={graph}
              step={step}
              kind={steps.kinds.find((kind) => kind.name === step.uses)}
              onAdd={add}
              onDuplicate={steps.duplicate}
              onDelete={steps.remove}
            />
          ) : (
            graph && <PipelineForm design={design} graph={graph} />
          )}
        </div>
        <YamlEditor
          ref={yaml}
          text={text}
          findings={findings}
          lines={selection.step === null ? undefined : lines.get(selection.step)}
          onType={design.type}
          onLine={(line) => {
            const found = [...lines].find(([, { from, to }]) => from <= line && line <= to)?.[0];
            if (found !== undefined && found !== selection.step) design.select(found);
          }}
        />
      </div>
    </div>
  );
}
