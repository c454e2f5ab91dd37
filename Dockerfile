# Two images: `server` (the default) and `router`, which is HAProxy as the same user.

FROM node:22 AS dashboard
WORKDIR /src
COPY src/dashboard/package.json src/dashboard/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY src/dashboard .
RUN npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
COPY --from=dashboard /src/dist src/dashboard/dist
RUN CI=true dotnet publish src/PipelineDeploy.Server --configuration Release --output /out/server -p:BuildDashboard=false \
 && CI=true dotnet publish src/PipelineDeploy.Cli --configuration Release --output /out/pdeploy

# HAProxy's sockets are open to their owner only, so it runs as the server's user; the file capability lets that
# user bind ports 80 and 443 in the host's network, where Docker's own relaxation does not reach.
FROM haproxy:3.2 AS router
USER root
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libcap2-bin \
 && setcap cap_net_bind_service=+ep "$(command -v haproxy)" \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -m 700 -o 10001 -g 10001 /run/pipelinedeploy
USER 10001:10001
# The server writes the configuration; HAProxy starts when it is there.
ENTRYPOINT ["sh", "-c", "until [ -s /run/pipelinedeploy/haproxy.cfg ]; do sleep 0.2; done; exec haproxy -W -C /run/pipelinedeploy -S /run/pipelinedeploy/master.sock,mode,600 -f /run/pipelinedeploy/haproxy.cfg"]

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS server
# Sources are fetched from git hosts, over https and ssh.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git openssh-client \
 && rm -rf /var/lib/apt/lists/*
# Docker gives a new volume the owner of the folder it is mounted on.
RUN install -d -m 700 -o 10001 -g 10001 /var/lib/pipelinedeploy /run/pipelinedeploy
COPY --from=build /out/server /opt/pipelinedeploy/server
COPY --from=build /out/pdeploy /opt/pipelinedeploy/pdeploy
RUN printf '#!/bin/sh\nexec dotnet /opt/pipelinedeploy/pdeploy/pdeploy.dll "$@"\n' > /usr/local/bin/pdeploy \
 && chmod 755 /usr/local/bin/pdeploy
ENV PIPELINEDEPLOY_DATA=/var/lib/pipelinedeploy \
    PIPELINEDEPLOY_ROUTER_DIR=/run/pipelinedeploy \
    PIPELINEDEPLOY_LISTEN=http://127.0.0.1:7070 \
    PDEPLOY_SERVER=http://127.0.0.1:7070 \
    PDEPLOY_TOKEN_FILE=/var/lib/pipelinedeploy/admin-token \
    HOME=/var/lib/pipelinedeploy
USER 10001:10001
# The image has no curl; bash asks by itself. Only the process is asked about: a database that is away is no
# reason to kill the server, its runs wait for it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/7070 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "/opt/pipelinedeploy/server/PipelineDeploy.Server.dll"]
