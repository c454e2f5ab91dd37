import { LogOut } from "lucide-react";
import { Button } from "../ui/Button";
import style from "./SideNav.module.css";

/** The server puts it into the page: it proves that a form is this session's own. */
function formToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="form-token"]')?.content ?? "";
}

export function SignOut({ name, role }: { name: string; role: string }) {
  return (
    <form method="post" action="/sign-out" className={style.who}>
      <input type="hidden" name="__RequestVerificationToken" value={formToken()} />
      <span className="any">
        {name} <span className="muted">{role === "none" ? "" : role}</span>
      </span>
      <Button type="submit" small icon={<LogOut size={14} aria-hidden />}>
        Sign out
      </Button>
    </form>
  );
}
