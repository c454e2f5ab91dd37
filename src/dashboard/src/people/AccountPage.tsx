import { useQuery } from "@tanstack/react-query";
import { whoAmI } from "../api/queries";
import { may } from "../api/rights";
import { Page } from "../app-shell/Page";
import { Facts } from "../ui/Facts";
import { Loaded } from "../ui/Loaded";
import { Keys } from "./Keys";
import { OwnPassword } from "./OwnPassword";
import { Tokens } from "./Tokens";
import { rightsText } from "./rights";
import style from "./People.module.css";

/** Who is signed in, and what that one comes in by. */
export function AccountPage() {
  return (
    <Page title="Your account">
      <Loaded query={useQuery(whoAmI)}>
        {(who) => (
          <>
            <div className="card">
              <Facts
                facts={[
                  ["Signed in as", who.name],
                  ["May", rightsText(who.role, who.apps ?? {})],
                  who.isMachine && (["Kind", "a machine's token, which has no password"] as const),
                ]}
              />
            </div>
            {!who.isMachine && (
              <section className={style.part} aria-labelledby="password">
                <h2 id="password">Password</h2>
                <OwnPassword />
              </section>
            )}
            {(!who.isMachine || may(who, "admin")) && (
              <section className={style.part} aria-labelledby="tokens">
                <h2 id="tokens">Tokens</h2>
                <Tokens owner={who.isMachine ? undefined : who.name} />
              </section>
            )}
            <section className={style.part} aria-labelledby="keys">
              <h2 id="keys">SSH keys</h2>
              <Keys owner={who.name} />
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
