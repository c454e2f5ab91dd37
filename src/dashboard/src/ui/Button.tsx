import type { ButtonHTMLAttributes, ReactNode } from "react";
import { LoaderCircle } from "lucide-react";
import style from "./Button.module.css";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "plain" | "primary" | "danger" | "quiet";
  small?: boolean;
  /** What it asked for is on its way: it shows that, and cannot be pressed again. */
  busy?: boolean;
  icon?: ReactNode;
}

export function Button({ look = "plain", small = false, busy = false, icon, children, className = "", ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={busy || rest.disabled}
      aria-busy={busy || undefined}
      className={`${style.button} ${style[look]} ${small ? style.small : ""} ${className}`}
    >
      {busy ? <LoaderCircle className={style.turning} size={14} aria-hidden /> : icon}
      {children}
    </button>
  );
}
