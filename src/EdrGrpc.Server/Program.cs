using EdrGrpc.Server.Access;
using EdrGrpc.Server.Cluster;
using EdrGrpc.Server.Demo;
using EdrGrpc.Server.Health;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Server.Settings;
using Microsoft.Extensions.Options;

if (args is ["--health-check", ..])
{
    return await HealthProbe.RunAsync(args.Length > 1 ? args[1] : null);
}

try
{
    if (args is ["--create-token", var principal, .. var rest])
    {
        return await FirstToken.RunAsync(principal, rest);
    }

    if (args is ["--migrate-store", .. var others])
    {
        return await StoreMigration.RunAsync(others);
    }

    if (args.Contains("--demo", StringComparer.Ordinal))
    {
        return await DemoProgram.RunAsync(args.Where(arg => arg != "--demo").ToArray());
    }

    await using var app = await GatewayApp.BuildAsync(args, new GatewaySetup());
    var eviction = app.Services.GetService<Eviction>();
    await app.RunAsync();
    return eviction is { HasHappened: true } ? Eviction.ExitCode : 0;
}
catch (OperationCanceledException)
{
    // Stopped while it was starting.
    return 0;
}
catch (Exception exception) when (exception is SettingsException or OptionsValidationException or IOException)
{
    // One line that says which setting and what to do; IOException is a port that is taken.
    await Console.Error.WriteLineAsync("edrgrpc: " + exception.Message.ReplaceLineEndings(" "));
    return 2;
}
