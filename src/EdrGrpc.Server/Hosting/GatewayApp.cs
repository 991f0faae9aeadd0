using EdrGrpc.Ksc;
using EdrGrpc.Server.Access;
using EdrGrpc.Server.Admin;
using EdrGrpc.Server.Approve;
using EdrGrpc.Server.Cancel;
using EdrGrpc.Server.Cluster;
using EdrGrpc.Server.Health;
using EdrGrpc.Server.Interceptors;
using EdrGrpc.Server.KscQueries;
using EdrGrpc.Server.Mapping;
using EdrGrpc.Server.Policy;
using EdrGrpc.Server.Query;
using EdrGrpc.Server.Services;
using EdrGrpc.Server.Settings;
using EdrGrpc.Server.Submit;
using EdrGrpc.Server.Telemetry;
using EdrGrpc.Server.Transport;
using EdrGrpc.Server.Validation;
using EdrGrpc.Server.Watch;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Access;
using EdrGrpc.Submissions.Audit;
using EdrGrpc.Submissions.Retention;
using EdrGrpc.Submissions.Servers;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using CertificateCheck = EdrGrpc.Submissions.Servers.CertificateCheck;
using KscServer = EdrGrpc.Submissions.Servers.KscServer;

namespace EdrGrpc.Server.Hosting;

/// <summary>Composition: the only place that knows all parts.</summary>
internal static class GatewayApp
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    /// <summary>Builds the host; nothing listens yet.</summary>
    /// <exception cref="SettingsException">A setting is missing or malformed.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, GatewaySetup setup)
    {
        var builder = GatewayBuilder.Create(args);
        builder.Configuration.AddInMemoryCollection(setup.Settings);
        AddLogging(builder, setup);
        builder.Services.AddSingleton(setup.Time);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        AddOptions(builder);

        var security = Read<SecurityOptions>(builder.Configuration, "Security");
        var connections = new KscSettingsReader(builder.Configuration).Read();
        var passwords = SecretEnvironment.Clear();

        using var early = LoggerFactory.Create(logging => logging.AddSimpleConsole());
        if (ServerCertificate.IsConfigured(builder.Configuration))
        {
            builder.Services.AddSingleton<ServerCertificate>();
        }

        var binder = new EndpointBinder(builder.Configuration, security);
        builder.Services.AddSingleton<IStartupFilter, OwnAddressesFilter>();
        builder.Services.PostConfigure<HostFilteringOptions>(LoopbackGuard.AllowLoopback);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var http2 = kestrel.Limits.Http2;
            http2.MaxStreamsPerConnection = 1000;
            http2.MaxRequestHeaderFieldSize = 16 * 1024;
            http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
            http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestBodySize = GatewayLimits.MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            binder.Bind(kestrel);
        });

        builder.Services.AddSingleton(provider => new KscServers(connections.Select(options => Connect(options, provider)).ToList()));
        builder.Services.AddSubmissions();
        AddStore(builder);
        AddEngine(builder, setup, early);
        AddAccess(builder, security);
        AddApi(builder);
        AddTelemetry(builder);
        setup.Services?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            OptionsCheck.Run(app.Services);
            binder.CheckFree(app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value);
            CheckAccess(security, app.Services);
            _ = SyslogAddress.Parse(app.Services.GetRequiredService<IOptions<AuditOptions>>().Value.Syslog);
            app.Services.GetRequiredService<PolicyFile>().Load();
            await app.Services.GetRequiredService<StoreHolder>().OpenAsync();
            if (app.Services.GetService<ReplicaCluster>() is { } cluster)
            {
                await cluster.CheckPeersAsync(CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is StoreUnavailableException or SettingsException)
        {
            await app.DisposeAsync();
            throw exception as SettingsException ?? new SettingsException(exception.Message, exception);
        }

        MapApi(app, security);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, connections, passwords, security));
        return app;
    }

    private static void CheckAccess(SecurityOptions security, IServiceProvider services)
    {
        var problems = new List<string>();
        Exists(security.PolicyFile, "Security:PolicyFile");
        Exists(security.ClientCertificates.CaFile, "Security:ClientCertificates:CaFile");
        Exists(security.ClientCertificates.RevokedFile, "Security:ClientCertificates:RevokedFile");
        Exists(security.Jwt.JwksFile, "Security:Jwt:JwksFile");
        if (security.Jwt.IsConfigured && string.IsNullOrEmpty(security.Jwt.Audience))
        {
            problems.Add("Security:Jwt:Audience is not set: set it to the audience that tokens for this server name.");
        }

        if (!string.IsNullOrEmpty(security.Jwt.JwksFile) && string.IsNullOrEmpty(security.Jwt.Issuer))
        {
            problems.Add("Security:Jwt:Issuer is not set: with JwksFile there is no discovery that would tell it.");
        }

        if (problems.Count > 0)
        {
            throw new SettingsException(string.Join(" ", problems));
        }

        // Made now, so that a file with a mistake ends the start and not the first call.
        services.GetService<JwksFile>();
        services.GetRequiredService<CertificatePrincipals>();

        void Exists(string? path, string setting)
        {
            if (!string.IsNullOrEmpty(path) && !File.Exists(path))
            {
                problems.Add($"{setting}: there is no file {path}.");
            }
        }
    }

    private static void AddEngine(WebApplicationBuilder builder, GatewaySetup setup, ILoggerFactory early)
    {
        if (Read<StoreOptions>(builder.Configuration, "Store") is not { Provider: StoreProvider.Postgres } store)
        {
            builder.AddEngine();
            return;
        }

        builder.AddEngine(ReplicaCluster.Open(
            Read<ReplicaOptions>(builder.Configuration, "Cluster"), StoreOpener.ConnectionString(store), setup.Time, early.CreateLogger<ReplicaCluster>()));
    }

    /// <summary>Options that are needed before there are services.</summary>
    private static T Read<T>(ConfigurationManager configuration, string section)
        where T : new()
    {
        try
        {
            return configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException exception)
        {
            var (key, problem) = OptionsCheck.Malformed(exception);
            throw new SettingsException($"{key} {problem}.", exception);
        }
    }

    private static void AddLogging(WebApplicationBuilder builder, GatewaySetup setup)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);

        // What Orleans repeats by itself while a replica comes or goes, a line for each message: Replicas says it in one.
        builder.Logging.AddFilter("Polly", LogLevel.Critical);
        builder.Logging.AddFilter("Orleans.Messaging", LogLevel.Critical);
        builder.Logging.AddFilter("Orleans.Runtime.GrainDirectory.GrainDirectoryHandoffManager", LogLevel.Error);

        // Reports the time since boot as a stall when the first check of a machine's life is late.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Orleans", LogLevel.Warning);
        builder.Logging.AddFilter(typeof(ReplicaService).FullName, LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Grpc", LogLevel.Warning);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        setup.Logging?.Invoke(builder.Logging);
    }

    private static void AddOptions(WebApplicationBuilder builder)
    {
        Add<DispatchOptions>("Ksc");
        Add<WatchOptions>("Watch");
        Add<StoreOptions>("Store");
        Add<RetentionOptions>("Store");
        Add<ReplicaOptions>("Cluster");
        Add<SecurityOptions>("Security");

        // A list's element that cannot be read would be left out without a word otherwise: here, a key.
        builder.Services.AddOptions<AuditOptions>().BindConfiguration("Audit", binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();

        void Add<T>(string section)
            where T : class => builder.Services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
    }

    private static KscServer Connect(KscConnectionOptions options, IServiceProvider provider)
    {
        var check = options.CertificatePin is null ? CertificateCheck.SystemTrust
            : KscSettingsReader.IsUnchecked(options.CertificatePin) ? CertificateCheck.None
            : CertificateCheck.Pinned;
        var timeout = provider.GetRequiredService<IOptions<DispatchOptions>>().Value.CallTimeout;
        var client = new KscClient(options with { CallTimeout = timeout }, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>());
        var host = options.Host.Contains(':', StringComparison.Ordinal) && !options.Host.StartsWith('[') ? $"[{options.Host}]" : options.Host;
        return new KscServer(options.Name, $"{host}:{options.Port}", options.VirtualServer ?? "", check, client);
    }

    private static void AddStore(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StoreHolder>();
        builder.Services.AddSingleton<ISubmissionStore>(provider => provider.GetRequiredService<StoreHolder>().Store);
        builder.Services.AddSingleton<IAuditStore>(provider => provider.GetRequiredService<StoreHolder>().Store);
        builder.Services.AddSingleton<IAccessStore>(provider => provider.GetRequiredService<StoreHolder>().Store);
    }

    private static void AddAccess(WebApplicationBuilder builder, SecurityOptions security)
    {
        var services = builder.Services;
        services.AddAccessSchemes(security);
        services.AddAuthorization();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<CallRates>();
        services.AddSingleton<IdentityCheck>();
        services.AddSingleton<SubmissionAccess>();
        services.AddSingleton<SubmitPolicy>();
        services.AddSingleton<PolicyFile>();
        services.AddHostedService<PolicyReload>();
        services.AddSingleton<CallAudit>();
        services.AddSingleton<RefusedCalls>();
        services.AddSingleton<TokenHandler>();
        services.AddSingleton<SendingHandler>();
        services.AddSingleton<PolicyHandler>();
        services.AddSingleton<AuditHandler>();
        services.AddSingleton<AdminService>();
        services.AddSingleton<ApproveHandler>();
        services.AddSingleton<Submissions.Dispatch.ReleaseActionWriter>(ReleaseAction.Write);
        services.AddHostedService<AuditSyslog>();
    }

    private static void AddApi(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = GatewayLimits.MaxMessageBytes;
            grpc.EnableDetailedErrors = false;
            grpc.CompressionProviders = [new BoundedGzip()];

            grpc.Interceptors.Add<CallPipeline>();
        }).AddJsonTranscoding(json =>
        {
            // Details of errors are messages inside Any: without their descriptors an error would be an empty 500.
            json.TypeRegistry = TypeRegistry.FromFiles(Google.Rpc.ErrorDetailsReflection.Descriptor, Google.Rpc.StatusReflection.Descriptor);
        });

        // The order is part of the contract: correlation, errors, shutdown, who calls, what is asked, whether that is open to the caller.
        services.AddSingleton(provider => new CallPipeline(
            ActivatorUtilities.CreateInstance<CorrelationInterceptor>(provider),
            ActivatorUtilities.CreateInstance<ErrorInterceptor>(provider),
            ActivatorUtilities.CreateInstance<ShutdownInterceptor>(provider),
            ActivatorUtilities.CreateInstance<AuthenticationInterceptor>(provider),
            ActivatorUtilities.CreateInstance<ValidationInterceptor>(provider),
            ActivatorUtilities.CreateInstance<AuthorizationInterceptor>(provider)));
        services.AddReflection();
        services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map("", _ => true);
            health.Services.Map(Contract.V1.ResponseService.Descriptor.FullName, _ => true);
            health.Services.Map(Contract.V1.KscService.Descriptor.FullName, _ => true);
            health.Services.Map(Contract.V1.AdminService.Descriptor.FullName, _ => true);
        }).AddCheck<StoreHealthCheck>("store");

        services.AddSingleton(provider => new RequestValidators(new ValidationOptions
        {
            AllowUndocumentedForms = provider.GetRequiredService<IOptions<DispatchOptions>>().Value.AllowUndocumentedForms,
        }));
        services.AddSingleton<ResponseService>();
        services.AddSingleton<KscService>();
        services.AddSingleton<SubmitHandler>();
        services.AddSingleton<Submitter>();
        services.AddSingleton<Rehearsal>();
        services.AddSingleton<WatchHandler>();
        services.AddSingleton<WatchStreamer>();
        services.AddSingleton<WatchMapping>();
        services.AddSingleton<Cursors>();
        services.AddSingleton<QueryHandler>();
        services.AddSingleton<CapabilitiesHandler>();
        services.AddSingleton<CancelHandler>();
        services.AddSingleton<ServerStatusHandler>();
        services.AddSingleton<FindHostsHandler>();
    }

    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GatewayMetrics>();
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(GatewayMetrics.MeterName).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddOtlpExporter())
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddOtlpExporter());
    }

    private static void MapApi(WebApplication app, SecurityOptions security)
    {
        app.UseMiddleware<LoopbackGuard>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.UseMiddleware<UnreadableRequests>();
        app.MapGrpcService<ResponseService>();
        app.MapGrpcService<KscService>();
        app.MapGrpcService<AdminService>();
        app.MapGrpcHealthChecksService();
        if (security.Reflection)
        {
            var reflection = app.MapGrpcReflectionService();
            if (!security.AllowAnonymous)
            {
                reflection.RequireAuthorization();
            }
        }
    }

    private static void Announce(WebApplication app, IReadOnlyList<KscConnectionOptions> connections, IReadOnlyList<string> passwords, SecurityOptions security)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("EdrGrpc.Server");
        var addresses = string.Join(", ", app.Urls);
        SettingsLog.Started(
            logger,
            typeof(GatewayApp).Assembly.GetName().Version?.ToString(3) ?? "",
            addresses,
            string.Join(", ", connections.Select(connection => $"{connection.Name} ({connection.Host}:{connection.Port})")),
            app.Services.GetRequiredService<StoreHolder>().Store.Place);
        foreach (var connection in connections.Where(connection => KscSettingsReader.IsUnchecked(connection.CertificatePin)))
        {
            SettingsLog.CertificateUnchecked(logger, connection.CertificateSettingName, connection.Name);
        }

        if (passwords.Count > 0)
        {
            SettingsLog.PasswordInEnvironment(logger, string.Join(", ", passwords));
        }

        if (security.AllowAnonymous)
        {
            SettingsLog.Anonymous(logger, addresses);
        }

        if (security.AllowPlaintext)
        {
            SettingsLog.Plaintext(logger, addresses);
        }
    }
}
