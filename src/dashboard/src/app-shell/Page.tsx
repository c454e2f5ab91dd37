import { useEffect, useRef, type ReactNode } from "react";
import { Link } from "react-router";
import style from "./Page.module.css";

export interface Crumb {
  title: string;
  to: string;
}

interface PageProps {
  title: string;
  /** What the browser's tab says; the title when left out. */
  tab?: string;
  crumbs?: readonly Crumb[];
  /** Marks beside the title. */
  marks?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The head of a page: where it is, what it is called, what can be done; a new page takes the focus, so that a reader hears it. */
export function Page({ title, tab = title, crumbs = [], marks, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  // The document is outside of React.
  useEffect(() => {
    document.title = `${tab} · PipelineDeploy`;
  }, [tab]);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [title]);

  return (
    <>
      {crumbs.length > 0 && (
        <nav aria-label="Where this is" className={style.crumbs}>
          {crumbs.map((crumb, index) => (
            <span key={crumb.title}>
              {index > 0 && <span aria-hidden> / </span>}
              <Link to={crumb.to}>{crumb.title}</Link>
            </span>
          ))}
        </nav>
      )}
      <div className={style.head}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {marks}
        {actions !== undefined && <div className={style.actions}>{actions}</div>}
      </div>
      {children}
    </>
  );
}
