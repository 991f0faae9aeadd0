namespace EdrGrpc.Server.Settings;

/// <summary>
/// The command line: at most one command, at any place, and settings as "--name value" or "--name=value". Whatever else is refused: a mistyped command must not
/// start a server, nor a mistyped setting one that serves with its default.
/// </summary>
/// <param name="Command">What to do.</param>
/// <param name="Value">The command's own value: the principal of a token, the address to ask; "" if there is none.</param>
/// <param name="Settings">The rest, for configuration.</param>
internal sealed record ServerArguments(ServerCommand Command, string Value, string[] Settings)
{
    public const string Usage = """
        EdrGrpc turns typed threat responses into actions of Kaspersky Security Center. It takes its settings from the environment, appsettings.json and the command line.

          edrgrpc [--NAME VALUE | --NAME=VALUE …]   serve; settings are for example --urls http://127.0.0.1:5000 or --Security:PolicyFile policy.json
          edrgrpc --create-token NAME               make a token for NAME (while the server is stopped), printed once
          edrgrpc --migrate-store                   create or migrate the store and end: for PostgreSQL, as the owner of its tables
          edrgrpc --health-check [URL]              ask a running server for its health; exit code 0 if it serves
          edrgrpc --demo                            serve with a simulator behind it: no host is touched

        All settings: docs/settings.md. The command line of the running server: edrctl.
        """;

    /// <exception cref="SettingsException">An argument is none of these.</exception>
    public static ServerArguments Parse(IReadOnlyList<string> args)
    {
        var (command, value) = (ServerCommand.Serve, "");
        var settings = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            var next = index + 1 < args.Count && !args[index + 1].StartsWith("--", StringComparison.Ordinal) ? args[index + 1] : null;
            switch (args[index])
            {
                case "--help" or "-h" or "-?":
                    return new(ServerCommand.Help, "", []);
                case "--demo":
                    Take(ServerCommand.Demo);
                    break;
                case "--migrate-store":
                    Take(ServerCommand.MigrateStore);
                    break;
                case "--health-check":
                    Take(ServerCommand.HealthCheck, next ?? "");
                    index += next is null ? 0 : 1;
                    break;
                case "--create-token":
                    Take(ServerCommand.CreateToken, next is { Length: > 0 } ? next : throw new SettingsException("--create-token needs the name of the caller that the token is for: --create-token alice."));
                    index++;
                    break;
                case var setting:
                    index += AddSetting(settings, setting, next);
                    break;
            }
        }

        return new ServerArguments(command, value, [.. settings]);

        void Take(ServerCommand taken, string itsValue = "") =>
            (command, value) = command == ServerCommand.Serve ? (taken, itsValue) : throw new SettingsException($"{Name(command)} and {Name(taken)} cannot be given together.");
    }

    // How many further arguments it used up.
    private static int AddSetting(List<string> settings, string argument, string? next)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
        {
            throw new SettingsException($"\"{Shown(argument)}\" is not understood: settings are written --NAME VALUE or --NAME=VALUE (see --help).");
        }

        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? argument[2..] : argument[2..equals];
        if (SettingNames.Problem(name) is { } problem)
        {
            throw new SettingsException($"--{Shown(name)}: {problem}");
        }

        if (equals >= 0)
        {
            settings.Add(argument);
            return 0;
        }

        settings.Add($"{argument}={next ?? throw new SettingsException($"--{name} has no value: write --{name} VALUE or --{name}=VALUE.")}");
        return 1;
    }

    private static string Name(ServerCommand command) => command switch
    {
        ServerCommand.Demo => "--demo", ServerCommand.HealthCheck => "--health-check", ServerCommand.MigrateStore => "--migrate-store", _ => "--create-token",
    };

    // It may be a secret in the wrong place, or a whole file.
    private static string Shown(string text) => text.Length <= 40 && !text.Contains('=', StringComparison.Ordinal) ? text : text[..Math.Min(text.Length, 12)] + "…";
}
