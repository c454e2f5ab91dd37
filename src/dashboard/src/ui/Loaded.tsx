import type { ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { errorText } from "../api/problem";
import { Button } from "./Button";
import style from "./Loaded.module.css";

/** Grey bars where something will stand. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className={style.skeleton} role="status">
      <span className="sr">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={style.bar} data-width={line % 3} />
      ))}
    </div>
  );
}

/** What could not be had, why, and the way to try again. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { message, hint } = errorText(error);
  return (
    <div className={`card ${style.failed}`} role="alert">
      <strong>{message}</strong>
      {hint !== undefined && <p className="muted">{hint}</p>}
      <Button icon={<RotateCw size={14} aria-hidden />} onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

/** Nothing is there yet; the children say what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={`card ${style.empty}`}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}

interface LoadedProps<T> {
  query: Pick<UseQueryResult<T>, "data" | "error" | "refetch">;
  lines?: number;
  children: (data: T) => ReactNode;
}

/** What a query answers, and until then that it is asked, or why it cannot be told. */
export function Loaded<T>({ query, lines = 3, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Skeleton lines={lines} />;
}
