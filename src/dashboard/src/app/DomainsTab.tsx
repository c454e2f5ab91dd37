import { useState, type SubmitEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, type Wire } from "../api/client";
import { domains } from "../api/queries";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Loaded } from "../ui/Loaded";
import { Day } from "../ui/Moment";
import { Problem } from "../ui/Notice";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import type { Status } from "../ui/status";
import { useNow } from "../ui/useNow";
import { CertificateDialog } from "./CertificateDialog";
import type { AppTabProps } from "./tabs";
import { useRights } from "./useRights";
import style from "./App.module.css";

const soon = 21 * 24 * 60 * 60 * 1000;

function certificateStatus(certificate: Wire<"CertificateView">, now: number): Status {
  const left = Date.parse(certificate.notAfter) - now;
  if (left <= 0) return { tone: "fail", word: "expired", icon: "cross" };
  return left < soon ? { tone: "wait", word: "ends soon", icon: "clock" } : { tone: "ok", word: "valid", icon: "check" };
}

function Certificate({ certificate }: { certificate: Wire<"CertificateView"> | null | undefined }) {
  const now = useNow(false);
  if (!certificate) return <span className="muted">none: plain HTTP</span>;
  return (
    <>
      <StatusMark status={certificateStatus(certificate, now)} plain /> until <Day at={certificate.notAfter} />{" "}
      <span className="muted any">by {certificate.issuer}</span>
      {certificate.problem != null && <p className={style.why}>{certificate.problem}</p>}
    </>
  );
}

const head = (
  <>
    <th scope="col">Domain</th>
    <th scope="col">Address</th>
    <th scope="col">Certificate</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

/** The host names that an app answers to, and what they show over HTTPS. */
export function DomainsTab({ app }: AppTabProps) {
  const query = useQuery(domains(app.name));
  const { mayAdminister } = useRights(app.name);
  const [name, setName] = useState("");
  const [gives, setGives] = useState(false);
  const stale = ["app", app.name];
  const add = useChange(
    stale,
    () => api.post("/api/v1/apps/{app}/domains", { path: { app: app.name }, body: { domains: [name] } }),
    () => setName(""),
  );
  const remove = useChange(stale, (domain: string) =>
    api.delete("/api/v1/apps/{app}/domains/{domain}", { path: { app: app.name, domain } }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.mutate(undefined);
  };
  return (
    <>
      {mayAdminister && (
        <form className={style.bar} onSubmit={submit}>
          <input
            className={style.filter}
            aria-label="New domain"
            placeholder="shop.example.com"
            spellCheck={false}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
          />
          <Button type="submit" busy={add.isPending}>
            Add domain
          </Button>
          <Button className="end" onClick={() => setGives(true)}>
            Set a certificate
          </Button>
        </form>
      )}
      <Problem error={add.error ?? remove.error} />
      <Loaded query={query}>
        {(list) => (
          <Table label="Domains" head={head} cards>
            {list.map((domain) => (
              <tr key={domain.name}>
                <th scope="row" className="any">
                  {domain.name}
                </th>
                <td className="any">
                  <a href={domain.url} rel="noreferrer">
                    {domain.url}
                  </a>
                </td>
                <td>
                  <Certificate certificate={domain.certificate} />
                </td>
                <td data-actions>
                  {mayAdminister && (
                    <Button
                      small
                      look="danger"
                      busy={remove.isPending && remove.variables === domain.name}
                      onClick={() => remove.mutate(domain.name)}
                    >
                      Remove<span className="sr"> {domain.name}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
      {gives && <CertificateDialog app={app.name} onClose={() => setGives(false)} />}
    </>
  );
}
