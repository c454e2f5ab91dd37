import { CircleUser, LogOut } from "lucide-react";
import { Link } from "react-router";
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
      <Link to="/account" className={style.account} title="Your account">
        <CircleUser size={16} aria-hidden />
        <span className="any">{name}</span> <span className="muted">{role === "none" ? "" : role}</span>
        <span className="sr">, your account</span>
      </Link>
      <Button type="submit" small icon={<LogOut size={14} aria-hidden />}>
        <span className={style.word}>Sign out</span>
      </Button>
    </form>
  );
}
