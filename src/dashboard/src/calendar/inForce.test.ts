import { describe, expect, it } from "vitest";
import { daysText, inForce, isFrozen, isOpen } from "./inForce";

const office = { id: 1, app: null, days: ["Mon", "Tue"], opens: "09:00", closes: "16:00", timeZone: "Europe/Berlin" };
const night = { ...office, days: ["Sat"], opens: "22:00", closes: "02:00" };
const at = (text: string) => Date.parse(text);
const freeze = { id: 1, app: null, from: "2026-01-05T00:00:00Z", until: "2026-01-06T00:00:00Z", reason: "audit", createdBy: "ann" };

describe("a window", () => {
  it("is open in its zone's time, from when it opens to before it closes", () => {
    expect(isOpen(office, at("2026-01-05T08:00:00Z"))).toBe(true);
    expect(isOpen(office, at("2026-01-05T07:59:00Z"))).toBe(false);
    expect(isOpen(office, at("2026-01-05T15:00:00Z"))).toBe(false);
    expect(isOpen(office, at("2026-01-07T09:00:00Z"))).toBe(false);
  });

  it("goes on into the next day when it closes no later than it opens", () => {
    expect(isOpen(night, at("2026-01-10T21:30:00Z"))).toBe(true);
    expect(isOpen(night, at("2026-01-11T00:59:00Z"))).toBe(true);
    expect(isOpen(night, at("2026-01-11T01:00:00Z"))).toBe(false);
    expect(isOpen({ ...night, opens: "00:00", closes: "00:00" }, at("2026-01-10T12:00:00Z"))).toBe(true);
  });

  it("says its days shortly", () => {
    expect(daysText(["Mon", "Tue", "Wed", "Thu", "Fri"])).toBe("Mon–Fri");
    expect(daysText(["Wed", "Mon"])).toBe("Mon, Wed");
    expect(daysText(["Sat", "Sun"])).toBe("Sat, Sun");
    expect(daysText(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])).toBe("every day");
  });
});

describe("what is in force", () => {
  it("lets deploys begin at any time without a window", () => {
    expect(inForce([], [], at("2026-01-05T12:00:00Z")).may).toBe(true);
    expect(inForce([{ ...night, app: "shop" }], [], at("2026-01-05T12:00:00Z")).may).toBe(true);
  });

  it("lets none begin outside of all windows, or in a freeze of all apps", () => {
    expect(inForce([office, night], [], at("2026-01-08T12:00:00Z")).may).toBe(false);
    expect(inForce([office], [freeze], at("2026-01-05T12:00:00Z"))).toEqual({ may: false, freezes: [freeze] });
    expect(inForce([office], [{ ...freeze, app: "shop" }], at("2026-01-05T12:00:00Z")).may).toBe(true);
  });

  it("knows a freeze that is still to come", () => {
    expect(isFrozen(freeze, at("2026-01-04T23:59:59Z"))).toBe(false);
    expect(isFrozen(freeze, at("2026-01-06T00:00:00Z"))).toBe(false);
  });
});
