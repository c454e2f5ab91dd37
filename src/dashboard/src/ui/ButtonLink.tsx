import type { ReactNode } from "react";
import { Link } from "react-router";
import style from "./Button.module.css";

interface ButtonLinkProps {
  to: string;
  look?: "plain" | "primary";
  icon?: ReactNode;
  children: ReactNode;
}

/** A link to another page that is as much of an action as a button. */
export function ButtonLink({ to, look = "plain", icon, children }: ButtonLinkProps) {
  return (
    <Link to={to} className={`${style.button} ${style.link} ${style[look]}`}>
      {icon}
      {children}
    </Link>
  );
}
