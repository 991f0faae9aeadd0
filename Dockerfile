# syntax=docker/dockerfile:1
# docker build -t edrgrpc .
# docker run -p 127.0.0.1:5000:8080 -v edrgrpc-data:/data -v /etc/edrgrpc:/run/secrets:ro \
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
RUN dotnet publish src/EdrGrpc.Server/EdrGrpc.Server.csproj -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# The data file lives on a volume that the unprivileged user owns.
RUN mkdir /data && chown "$APP_UID" /data
VOLUME /data
USER $APP_UID
# A container cannot listen on loopback only. Until callers can be authenticated this allows everyone who reaches the port:
# publish it on 127.0.0.1 or a closed network only. The server warns at every start.
ENV ASPNETCORE_URLS=http://0.0.0.0:8080 \
    Store__Path=/data/edrgrpc.db \
    Security__AllowAnonymous=true
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=15s \
  CMD ["dotnet", "EdrGrpc.Server.dll", "--health-check", "http://127.0.0.1:8080"]
ENTRYPOINT ["dotnet", "EdrGrpc.Server.dll"]
