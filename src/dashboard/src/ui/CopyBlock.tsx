import { useState } from "react";
import { Check, Copy } from "lucide-react";
import { Button } from "./Button";
import style from "./CopyBlock.module.css";

/** A text to be copied: a command, an address, a secret. */
export function CopyBlock({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div className={style.block}>
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      {/* Over plain http browsers let no script write to the clipboard. */}
      {window.isSecureContext && (
        <Button
          small
          className={style.copy}
          aria-label={`Copy: ${label}`}
          icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          onClick={() => void copy()}
        >
          <span role="status">{copied ? "Copied" : "Copy"}</span>
        </Button>
      )}
    </div>
  );
}
