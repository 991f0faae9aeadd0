# syntax=docker/dockerfile:1
# docker build -t edrgrpc .
# /etc/edrgrpc holds server.pem and server.key (TLS), policy.json (docs/policy.md), ksc-password and klserver.cer.
# The first token:   docker run --rm -v edrgrpc-data:/data edrgrpc --create-token alice
# docker run -p 8443:8443 -v edrgrpc-data:/data -v /etc/edrgrpc:/run/secrets:ro \
#   -e kscHost=ksc.example -e kscUser=edr-gateway -e kscPasswordFile=/run/secrets/ksc-password -e kscCert=/run/secrets/klserver.cer edrgrpc

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# Restore first: its layer changes only when packages do.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/EdrGrpc.Contract/EdrGrpc.Contract.csproj src/EdrGrpc.Contract/packages.lock.json src/EdrGrpc.Contract/
COPY src/EdrGrpc.Ksc/EdrGrpc.Ksc.csproj src/EdrGrpc.Ksc/packages.lock.json src/EdrGrpc.Ksc/
COPY src/EdrGrpc.Ksc.Simulator/EdrGrpc.Ksc.Simulator.csproj src/EdrGrpc.Ksc.Simulator/packages.lock.json src/EdrGrpc.Ksc.Simulator/
COPY src/EdrGrpc.Submissions/EdrGrpc.Submissions.csproj src/EdrGrpc.Submissions/packages.lock.json src/EdrGrpc.Submissions/
COPY src/EdrGrpc.Storage/EdrGrpc.Storage.csproj src/EdrGrpc.Storage/packages.lock.json src/EdrGrpc.Storage/
COPY src/EdrGrpc.Server/EdrGrpc.Server.csproj src/EdrGrpc.Server/packages.lock.json src/EdrGrpc.Server/
RUN dotnet restore src/EdrGrpc.Server/EdrGrpc.Server.csproj --locked-mode
COPY protos protos
COPY src src
RUN bash src/EdrGrpc.Server/publish.sh /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# The data file lives on a volume that the unprivileged user owns.
RUN mkdir /data && chown "$APP_UID" /data
VOLUME /data
USER $APP_UID
# TLS beyond the container; plaintext on its own loopback for the health check.
ENV ASPNETCORE_URLS=https://0.0.0.0:8443;http://127.0.0.1:8080 \
    Kestrel__Certificates__Default__Path=/run/secrets/server.pem \
    Kestrel__Certificates__Default__KeyPath=/run/secrets/server.key \
    Security__PolicyFile=/run/secrets/policy.json \
    Store__Path=/data/edrgrpc.db
EXPOSE 8443
HEALTHCHECK --interval=10s --timeout=6s --start-period=15s \
  CMD ["dotnet", "EdrGrpc.Server.dll", "--health-check", "http://127.0.0.1:8080"]
ENTRYPOINT ["dotnet", "EdrGrpc.Server.dll"]
