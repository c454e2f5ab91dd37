import { useState } from "react";
import { Monitor, Moon, Sun } from "lucide-react";
import { Button } from "../ui/Button";
import { applyTheme, storedTheme, type Theme } from "./theme";

const next: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const icons = { system: Monitor, light: Sun, dark: Moon };

/** Light, dark, or as the system says. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(storedTheme);
  const Icon = icons[theme];
  const change = () => {
    applyTheme(next[theme]);
    setTheme(next[theme]);
  };
  return (
    <Button
      look="quiet"
      small
      icon={<Icon size={16} aria-hidden />}
      aria-label={`Colours: ${theme}. Change to ${next[theme]}`}
      onClick={change}
    />
  );
}
