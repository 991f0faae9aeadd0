using System.CommandLine;
using EdrGrpc.Cli.Connection;
using EdrGrpc.Cli.Output;
using EdrGrpc.Cli.Settings;

namespace EdrGrpc.Cli;

/// <summary>What a command that calls the gateway works with.</summary>
internal sealed record CommandContext(ParseResult Parse, GatewayConnection Gateway, Screen Screen, CancellationToken Cancellation)
{
    /// <summary>Name of the KSC connection: the command's flag, else the settings'.</summary>
    public string ServerOr(Option<string?> flag) => Parse.GetValue(flag) ?? Gateway.Settings.Server;
}
