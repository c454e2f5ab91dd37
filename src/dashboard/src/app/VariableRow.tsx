import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Eye, EyeOff } from "lucide-react";
import { api, type Wire } from "../api/client";
import { errorText } from "../api/problem";
import { Button } from "../ui/Button";
import { Ago } from "../ui/Moment";
import style from "./App.module.css";

interface VariableRowProps {
  app: string;
  variable: Wire<"ConfigVariableView">;
  onChange: (() => void) | undefined;
  onUnset: () => void;
}

/** A variable; its value is fetched when somebody wants to see it, and forgotten when it is hidden. */
export function VariableRow({ app, variable, onChange, onUnset }: VariableRowProps) {
  const { name } = variable;
  const [shows, setShows] = useState(false);
  const value = useQuery({
    queryKey: ["app", app, "config", name],
    queryFn: () => api.get("/api/v1/apps/{app}/config/{name}", { path: { app, name } }),
    enabled: shows,
    gcTime: 0,
  });
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td className={style.value}>
        {shows ? (value.data?.value ?? (value.error ? errorText(value.error).message : "…")) : <span aria-label="hidden">••••••••</span>}
      </td>
      <td>{variable.setBy}</td>
      <td data-nowrap>
        <Ago at={variable.setAt} />
      </td>
      <td data-actions>
        {onChange && (
          <>
            <Button
              small
              look="quiet"
              icon={shows ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
              aria-label={shows ? `Hide ${name}` : `Show ${name}`}
              onClick={() => setShows(!shows)}
            />{" "}
            <Button small onClick={onChange}>
              Change<span className="sr"> {name}</span>
            </Button>{" "}
            <Button small look="danger" onClick={onUnset}>
              Unset<span className="sr"> {name}</span>
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}
