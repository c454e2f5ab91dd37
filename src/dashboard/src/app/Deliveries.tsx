import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, type Wire } from "../api/client";
import { deliveries } from "../api/queries";
import { useChange } from "../api/useChange";
import { Button } from "../ui/Button";
import { Loaded } from "../ui/Loaded";
import { Ago } from "../ui/Moment";
import { More } from "../ui/More";
import { Problem } from "../ui/Notice";
import { StatusMark } from "../ui/StatusMark";
import { Table } from "../ui/Table";
import { verdictStatus } from "../ui/status";

const head = (
  <>
    <th scope="col">Delivery</th>
    <th scope="col">Verdict</th>
    <th scope="col">What</th>
    <th scope="col">Came</th>
    <th scope="col">
      <span className="sr">Actions</span>
    </th>
  </>
);

interface DeliveriesProps {
  app: string;
  hook: string;
  mayRedeliver: boolean;
}

function What({ delivery }: { delivery: Wire<"DeliveryView"> }) {
  return (
    <>
      {delivery.event} {delivery.ref?.replace(/^refs\/(heads|tags)\//, "")}{" "}
      {delivery.commit !== null && <code title={delivery.commit}>{delivery.commit.slice(0, 7)}</code>}
      {delivery.sender !== null && <span className="muted"> {delivery.sender}</span>}
    </>
  );
}

/** What came to a webhook, what became of it, and why there is no run where there is none. */
export function Deliveries({ app, hook, mayRedeliver }: DeliveriesProps) {
  const query = useInfiniteQuery(deliveries(app, hook));
  const again = useChange(["app", app], (number: number) =>
    api.post("/api/v1/apps/{app}/webhooks/{hook}/deliveries/{number}/redeliver", { path: { app, hook, number } }),
  );
  return (
    <Loaded query={query} lines={2}>
      {({ pages }) =>
        pages[0]?.items.length === 0 ? (
          <p className="muted">Nothing has come yet.</p>
        ) : (
          <>
            <Problem error={again.error} />
            <Table label="Deliveries" head={head} cards>
              {pages
                .flatMap((page) => page.items)
                .map((delivery) => (
                  <tr key={delivery.id}>
                    <th scope="row">{delivery.id}</th>
                    <td>
                      <StatusMark status={verdictStatus(delivery.verdict)} plain />
                      <p className="muted any">
                        {delivery.reason} {delivery.run !== null && <Link to={`/runs/${delivery.run}`}>Run {delivery.run}</Link>}
                      </p>
                    </td>
                    <td className="any">
                      <What delivery={delivery} />
                    </td>
                    <td data-nowrap>
                      <Ago at={delivery.receivedAt} />
                      {delivery.repeats > 0 && <span className="muted"> +{delivery.repeats}</span>}
                    </td>
                    <td data-actions>
                      {mayRedeliver && (
                        <Button small busy={again.isPending && again.variables === delivery.id} onClick={() => again.mutate(delivery.id)}>
                          Redeliver<span className="sr"> {delivery.id}</span>
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
            </Table>
            <More query={query} what="deliveries" />
          </>
        )
      }
    </Loaded>
  );
}
