/** A token's name for an app's first deploy; the time in it keeps a second one apart. */
export function tokenNameFor(app: string, now: number): string {
  const end = `-${Math.floor(now / 1000).toString(36)}`;
  return `${app.slice(0, 63 - end.length)}${end}`;
}

/** The two commands that send an app's code by git. */
export function pushCommands(origin: string, app: string): string {
  return `git remote add deploy ${origin}/${app}.git\ngit push deploy main`;
}

/** The commands that send the folder one stands in. */
export function deployCommands(origin: string, app: string): string {
  return `pdeploy login ${origin}\npdeploy deploy . -a ${app}`;
}

/** Commands that make a small app which says hello, for those who have none at hand. */
export const sampleApp = `mkdir hello && cd hello && git init -b main
cat > Dockerfile <<'END'
FROM busybox:1
COPY index.html /www/
EXPOSE 5000
CMD ["httpd", "-f", "-p", "5000", "-h", "/www"]
END
echo 'Hello' > index.html
echo '/ Hello' > CHECKS
git add . && git commit -m 'Say hello'`;
