import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { FileInput, Plus } from "lucide-react";
import type { Wire } from "../api/client";
import { config } from "../api/queries";
import { Button } from "../ui/Button";
import { CopyBlock } from "../ui/CopyBlock";
import { Empty, Loaded } from "../ui/Loaded";
import { Table } from "../ui/Table";
import { ConfigOutcome } from "./ConfigOutcome";
import { ImportDialog } from "./ImportDialog";
import type { AppTabProps } from "./tabs";
import { useRights } from "./useRights";
import { VariableDialog } from "./VariableDialog";
import { VariableRow } from "./VariableRow";
import style from "./App.module.css";

const head = (
  <>
    <th scope="col">Variable</th>
    <th scope="col">Value</th>
    <th scope="col">Set by</th>
    <th scope="col">When</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

type Open = { kind: "import" } | { kind: "set"; name?: string } | { kind: "unset"; name: string };

/** What the app finds in its environment. Values are asked for one by one, by those who may see them. */
export function EnvironmentTab({ app }: AppTabProps) {
  const query = useQuery(config(app.name));
  const { mayAdminister } = useRights(app.name);
  const [open, setOpen] = useState<Open>();
  const [outcome, setOutcome] = useState<Wire<"ConfigChangeView">>();
  const close = () => setOpen(undefined);
  const done = (change: Wire<"ConfigChangeView">) => {
    setOutcome(change);
    close();
  };
  return (
    <>
      {mayAdminister && (
        <div className={style.bar}>
          <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen({ kind: "set" })}>
            Set a variable
          </Button>
          <Button icon={<FileInput size={16} aria-hidden />} onClick={() => setOpen({ kind: "import" })}>
            Import .env
          </Button>
        </div>
      )}
      {outcome && <ConfigOutcome change={outcome} />}
      <Loaded query={query} lines={5}>
        {(variables) =>
          variables.length === 0 ? (
            <Empty title="It has no variables">
              <CopyBlock label="Set a variable" text={`pdeploy config set GREETING=hello -a ${app.name}`} />
            </Empty>
          ) : (
            <Table label="Variables" cards head={head}>
              {variables.map((variable) => (
                <VariableRow
                  key={variable.name}
                  app={app.name}
                  variable={variable}
                  onChange={mayAdminister ? () => setOpen({ kind: "set", name: variable.name }) : undefined}
                  onUnset={() => setOpen({ kind: "unset", name: variable.name })}
                />
              ))}
            </Table>
          )
        }
      </Loaded>
      {open?.kind === "import" && <ImportDialog app={app.name} onDone={done} onClose={close} />}
      {(open?.kind === "set" || open?.kind === "unset") && (
        <VariableDialog
          app={app.name}
          {...(open.name === undefined ? {} : { name: open.name })}
          unsets={open.kind === "unset"}
          onDone={done}
          onClose={close}
        />
      )}
    </>
  );
}
