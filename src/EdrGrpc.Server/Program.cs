using EdrGrpc.Server.Access;
using EdrGrpc.Server.Cluster;
using EdrGrpc.Server.Demo;
using EdrGrpc.Server.Health;
using EdrGrpc.Server.Hosting;
using EdrGrpc.Server.Settings;
using Microsoft.Extensions.Options;

Eviction? eviction = null;
try
{
    var arguments = ServerArguments.Parse(args);
    switch (arguments.Command)
    {
        case ServerCommand.Help:
            Console.WriteLine(ServerArguments.Usage);
            return 0;
        case ServerCommand.HealthCheck:
            return await HealthProbe.RunAsync(arguments.Value);
        case ServerCommand.CreateToken:
            return await FirstToken.RunAsync(arguments.Value, arguments.Settings);
        case ServerCommand.MigrateStore:
            return await StoreMigration.RunAsync(arguments.Settings);
        case ServerCommand.Demo:
            return await DemoProgram.RunAsync(arguments.Settings);
    }

    await using var app = await GatewayApp.BuildAsync(arguments.Settings, new GatewaySetup());
    eviction = app.Services.GetService<Eviction>();
    await app.RunAsync();
    return Ended();
}
catch (OperationCanceledException)
{
    // Stopped, or declared dead, while it was starting.
    return Ended();
}
catch (Exception exception) when (exception is SettingsException or OptionsValidationException or IOException)
{
    // One line that says which setting and what to do; IOException is a port that is taken.
    await Console.Error.WriteLineAsync("edrgrpc: " + exception.Message.ReplaceLineEndings(" "));
    return 2;
}
catch (Exception exception) when (ReplicaCluster.IsDatabaseLost(exception))
{
    await Console.Error.WriteLineAsync($"edrgrpc: The database was lost while this replica joined the others: {exception.Message.ReplaceLineEndings(" ")}. Start it again.");
    return ReplicaCluster.DatabaseLostExitCode;
}

int Ended() => eviction is { HasHappened: true } ? Eviction.ExitCode : 0;
