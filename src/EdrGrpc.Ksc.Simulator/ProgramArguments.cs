using System.Globalization;
using System.Net;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Command line of the program.</summary>
internal sealed class ProgramArguments
{
    public const string Usage = """
        Usage: dotnet run --project src/EdrGrpc.Ksc.Simulator -- [options]
          --port N               port to listen on (default 13299, 0 takes a free one)
          --bind ADDRESS         loopback address to listen on (default 127.0.0.1)
          --hosts N              number of simulated hosts (default 20)
          --user NAME            account (default edr-gateway)
          --password-file FILE   first line is the password (default: a file with a sample password is written)
          --directory DIR        where certificate and password file go (default: a folder in the temporary directory)
          --ledger FILE          append every fact as a JSON line
          --run-time SECONDS     how long tasks run (default 10)
          --seed N               seed of ids and probabilities (default 1)
          --no-service-console   begin without the background connection: no incident becomes a task
          --help                 this text
        """;

    public SimulatorOptions Options { get; } = new() { Port = 13299, RunTime = TimeSpan.FromSeconds(10), StartDelay = TimeSpan.FromSeconds(1) };

    public string Directory { get; private set; } = Path.Combine(Path.GetTempPath(), "edrgrpc-ksc-simulator");

    public string? PasswordFile { get; private set; }

    public bool ServiceConsole { get; private set; } = true;

    public bool Help { get; private set; }

    /// <exception cref="FormatException">An argument cannot be understood.</exception>
    public static ProgramArguments Parse(IReadOnlyList<string> args)
    {
        var result = new ProgramArguments();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h":
                    result.Help = true;
                    break;
                case "--no-service-console":
                    result.ServiceConsole = false;
                    break;
                default:
                    result.Set(args[i], i + 1 < args.Count ? args[++i] : throw new FormatException($"{args[i]} needs a value."));
                    break;
            }
        }

        return result;
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--port":
                Options.Port = Number(name, value, 65_535);
                break;
            case "--bind":
                Options.BindAddress = IPAddress.TryParse(value, out var address) && IPAddress.IsLoopback(address)
                    ? address
                    : throw new FormatException($"--bind takes a loopback address, such as 127.0.0.1 or ::1; {value} is none.");
                break;
            case "--hosts":
                Options.HostCount = Number(name, value, 1_000_000);
                break;
            case "--user":
                Options.User = value;
                break;
            case "--password-file":
                PasswordFile = Path.GetFullPath(value);
                break;
            case "--directory":
                Directory = value;
                break;
            case "--ledger":
                Options.LedgerPath = value;
                break;
            case "--run-time":
                Options.RunTime = TimeSpan.FromSeconds(Number(name, value, 1_000_000));
                break;
            case "--seed":
                Options.Seed = Number(name, value, int.MaxValue);
                break;
            default:
                throw new FormatException($"{name} is unknown.");
        }
    }

    private static int Number(string name, string value, int maximum) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= maximum
            ? number
            : throw new FormatException($"{name} takes a whole number up to {maximum}, not \"{value}\".");
}
