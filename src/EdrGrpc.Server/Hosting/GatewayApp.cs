using EdrGrpc.Ksc;
using EdrGrpc.Server.Cancel;
using EdrGrpc.Server.Health;
using EdrGrpc.Server.Interceptors;
using EdrGrpc.Server.KscQueries;
using EdrGrpc.Server.Query;
using EdrGrpc.Server.Services;
using EdrGrpc.Server.Settings;
using EdrGrpc.Server.Submit;
using EdrGrpc.Server.Telemetry;
using EdrGrpc.Server.Validation;
using EdrGrpc.Server.Watch;
using EdrGrpc.Storage.Sqlite;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Retention;
using EdrGrpc.Submissions.Servers;
using EdrGrpc.Submissions.Store;
using EdrGrpc.Submissions.Watching;
using Google.Protobuf.Reflection;
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
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddInMemoryCollection(setup.Settings);
        AddLogging(builder, setup);
        builder.Services.AddSingleton(setup.Time);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        AddOptions(builder);

        var security = ReadSecurity(builder.Configuration);
        var connections = new KscSettingsReader(builder.Configuration).Read();
        var passwords = SecretEnvironment.Clear();

        var binder = new EndpointBinder(builder.Configuration, security.AllowAnonymous);
        builder.Services.AddSingleton<IStartupFilter, OwnAddressesFilter>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            binder.Bind(kestrel);
        });

        builder.Services.AddSingleton(provider => new KscServers(connections.Select(options => Connect(options, provider)).ToList()));
        builder.Services.AddSubmissions();
        AddStore(builder);
        builder.AddEngine();
        AddApi(builder);
        AddTelemetry(builder);
        setup.Services?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            OptionsCheck.Run(app.Services);
            binder.CheckFree(app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value);
            await app.Services.GetRequiredService<StoreHolder>().OpenAsync();
        }
        catch (Exception exception) when (exception is StoreUnavailableException or SettingsException)
        {
            await app.DisposeAsync();
            throw exception as SettingsException ?? new SettingsException(exception.Message, exception);
        }

        MapApi(app);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app, connections, passwords, security));
        return app;
    }

    private static SecurityOptions ReadSecurity(ConfigurationManager configuration)
    {
        try
        {
            return configuration.GetSection("Security").Get<SecurityOptions>() ?? new SecurityOptions();
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
        // Reports the time since boot as a stall when the first check of a machine's life is late.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Orleans", LogLevel.Warning);
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
        Add<SecurityOptions>("Security");

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
    }

    private static void AddApi(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = GatewayLimits.MaxMessageBytes;
            grpc.EnableDetailedErrors = false;

            // The order is part of the contract: correlation, errors, shutdown, who calls, what is asked.
            grpc.Interceptors.Add<CorrelationInterceptor>();
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<ShutdownInterceptor>();
            grpc.Interceptors.Add<AuthenticationInterceptor>();
            grpc.Interceptors.Add<ValidationInterceptor>();
        }).AddJsonTranscoding(json =>
        {
            // Details of errors are messages inside Any: without their descriptors an error would be an empty 500.
            json.TypeRegistry = TypeRegistry.FromFiles(Google.Rpc.ErrorDetailsReflection.Descriptor, Google.Rpc.StatusReflection.Descriptor);
        });
        services.AddSingleton<CorrelationInterceptor>();
        services.AddSingleton<ErrorInterceptor>();
        services.AddSingleton<ShutdownInterceptor>();
        services.AddSingleton<AuthenticationInterceptor>();
        services.AddSingleton<ValidationInterceptor>();
        services.AddReflection();
        services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map("", _ => true);
            health.Services.Map(Contract.V1.ResponseService.Descriptor.FullName, _ => true);
            health.Services.Map(Contract.V1.KscService.Descriptor.FullName, _ => true);
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

    private static void MapApi(WebApplication app)
    {
        app.UseMiddleware<LoopbackGuard>();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<ResponseService>();
        app.MapGrpcService<KscService>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
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
            app.Services.GetRequiredService<IOptions<StoreOptions>>().Value.Path);
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
    }
}
