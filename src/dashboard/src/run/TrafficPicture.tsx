import { durationText } from "../ui/durations";
import { blueArea, failedPercent, greenArea, lineOf, percentText, placeIn, sharesOf, type Span, type Traffic } from "./traffic";
import style from "./Traffic.module.css";

interface PartProps {
  traffic: Traffic;
  span: Span;
}

function Marks({ traffic, span }: PartProps) {
  return traffic.moves.map((move) => {
    const x = placeIn(span, move.at);
    return <line key={move.at} className={style.mark} x1={x} x2={x} y1="0" y2="100" />;
  });
}

/** Who gets the traffic: blue above, green below, and a line where it moved. */
function Split({ traffic, span }: PartProps) {
  const shares = sharesOf(traffic, span);
  const now = shares.at(-1)?.percent ?? 0;
  const { blue, green } = traffic;
  const moves = traffic.moves.map((move) => `${move.percent} % to v${green ?? "?"}`).join(", then ");
  return (
    <div className={style.split} role="img" aria-label={`${blue === null ? "" : `v${blue} served; `}${moves}`}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        {blue !== null && <path className={style.blue} d={blueArea(shares)} />}
        <path className={style.green} d={greenArea(shares)} />
        <Marks traffic={traffic} span={span} />
      </svg>
      {blue !== null && <span className={`${style.label} ${style.top}`}>{`blue v${blue}`}</span>}
      <span className={`${style.label} ${style.bottom}`}>{`green v${green ?? ""} ${now} %`}</span>
    </div>
  );
}

interface ChartProps extends PartProps {
  name: string;
  look: string | undefined;
  value: (look: Traffic["looks"][number]) => number | null;
  limit: number | null;
  text: (value: number) => string;
}

/** What was seen of green, below the limit that it must keep. */
function Chart({ traffic, span, name, look, value, limit, text }: ChartProps) {
  const values = traffic.looks.map(value).filter((one) => one !== null);
  const last = values.at(-1);
  if (last === undefined) return null;
  const most = Math.max(1, 1.25 * Math.max(limit ?? 0, ...values));
  const y = limit === null ? 0 : 100 - (100 * limit) / most;
  const words = `${name} ${text(last)}${limit === null ? "" : `, limit ${text(limit)}`}`;
  return (
    <div className={style.chart} role="img" aria-label={words}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        {limit !== null && <line className={style.limit} x1="0" x2="100" y1={y} y2={y} />}
        <Marks traffic={traffic} span={span} />
        <path className={`${style.line} ${look}`} d={lineOf(traffic.looks, span, value, most)} />
      </svg>
      <span className={`${style.label} ${style.top}`}>{words}</span>
    </div>
  );
}

export function TrafficPicture({ traffic, span }: PartProps) {
  const limits = traffic.looks[0];
  return (
    <>
      {traffic.moves.length > 0 && <Split traffic={traffic} span={span} />}
      <Chart
        traffic={traffic}
        span={span}
        name="failed"
        look={style.errors}
        value={failedPercent}
        limit={limits?.mostFailedPercent ?? null}
        text={percentText}
      />
      <Chart
        traffic={traffic}
        span={span}
        name="95 % within"
        look={style.slowness}
        value={(look) => look.responseMs}
        limit={limits?.longestMs ?? null}
        text={durationText}
      />
    </>
  );
}
