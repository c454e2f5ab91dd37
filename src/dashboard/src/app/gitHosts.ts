/** What is to be filled in at a git host; `{url}` and `{secret}` stand for the webhook's own. */
export interface HostFields {
  host: string;
  title: string;
  where: string;
  fields: readonly (readonly [field: string, value: string])[];
}

const gitea = (host: string, title: string): HostFields => ({
  host,
  title,
  where: `Repository → Settings → Webhooks → Add webhook → ${title}`,
  fields: [
    ["Target URL", "{url}"],
    ["HTTP method", "POST"],
    ["POST content type", "application/json"],
    ["Secret", "{secret}"],
    ["Trigger on", "Push events; for releases choose Custom events: Push and Release"],
    ["Branch filter", "*"],
    ["Active", "on"],
  ],
});

/** As docs/webhooks.md says it, for the page to show with real values. */
export const gitHosts: readonly HostFields[] = [
  {
    host: "github",
    title: "GitHub",
    where: "Repository → Settings → Webhooks → Add webhook",
    fields: [
      ["Payload URL", "{url}"],
      ["Content type", "application/json"],
      ["Secret", "{secret}"],
      ["SSL verification", "enabled"],
      ["Which events", "Just the push event; for releases also Releases"],
      ["Active", "on"],
    ],
  },
  {
    host: "gitlab",
    title: "GitLab",
    where: "Project → Settings → Webhooks → Add new webhook",
    fields: [
      ["URL", "{url}"],
      ["Signing token, where GitLab has it; else Secret token", "{secret}"],
      ["Trigger", "Push events, all branches; for tags also Tag push events, for releases also Releases events"],
      ["SSL verification", "enabled"],
    ],
  },
  gitea("gitea", "Gitea"),
  gitea("forgejo", "Forgejo"),
  {
    host: "bitbucket",
    title: "Bitbucket Cloud",
    where: "Repository → Repository settings → Webhooks → Add webhook",
    fields: [
      ["Title", "anything"],
      ["URL", "{url}"],
      ["Secret", "{secret}"],
      ["Status", "Active"],
      ["Triggers", "Repository push"],
    ],
  },
  {
    host: "generic",
    title: "Anything else (Standard Webhooks)",
    where: "Whatever signs as standardwebhooks.com describes it",
    fields: [
      ["URL", "{url}"],
      ["Secret", "{secret}"],
      ["Body", '{"type":"push","data":{"repository":"…","ref":"refs/heads/main"}}'],
    ],
  },
];

export function hostFields(host: string): HostFields {
  return gitHosts.find((one) => one.host === host) ?? { host, title: host, where: "", fields: [["URL", "{url}"]] };
}

/** The fields with a webhook's own values; the secret is known only right after it was made. */
export function filledFields(host: string, url: string, secret?: string | null): (readonly [field: string, value: string])[] {
  return hostFields(host).fields.map(([field, value]) => [
    field,
    value.replace("{url}", url).replace("{secret}", secret ?? "the secret that was shown when the webhook was made"),
  ]);
}
