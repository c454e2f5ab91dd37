import {
  Archive,
  Bell,
  Boxes,
  CircleCheck,
  CirclePlay,
  CircleStop,
  Database,
  Eye,
  FileCode,
  Globe,
  Hammer,
  Hand,
  Hourglass,
  Package,
  Radio,
  Split,
  SquareTerminal,
  Tag,
  Workflow,
  ArrowLeftRight,
  type LucideIcon,
} from "lucide-react";

const icons: Record<string, LucideIcon> = {
  build: Hammer,
  image: Package,
  release: Tag,
  migrate: Database,
  start: CirclePlay,
  stop: CircleStop,
  check: CircleCheck,
  wait: Hourglass,
  "wait-for-signal": Radio,
  approve: Hand,
  switch: ArrowLeftRight,
  canary: Split,
  watch: Eye,
  retire: Archive,
  run: SquareTerminal,
  hook: FileCode,
  http: Globe,
  notify: Bell,
  pipeline: Workflow,
};

/** The picture of a kind of step. */
export function KindIcon({ kind, size = 18 }: { kind: string; size?: number }) {
  const Icon = icons[kind] ?? Boxes;
  return <Icon size={size} aria-hidden />;
}
