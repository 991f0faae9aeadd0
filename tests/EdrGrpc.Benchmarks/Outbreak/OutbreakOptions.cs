using System.Globalization;

namespace EdrGrpc.Benchmarks;

/// <summary>What the command line says about the outbreak.</summary>
/// <param name="Seed">Chooses the hosts, which of them are offline, and what is released.</param>
/// <param name="Hosts">Hosts that KSC knows.</param>
/// <param name="Isolations">Isolations asked for within ten minutes.</param>
/// <param name="TaskSeconds">How long a response task runs on its host.</param>
/// <param name="Speed">Seconds of the simulation in a real second.</param>
internal sealed record OutbreakOptions(int Seed = 1, int Hosts = 100_000, int Isolations = 20_000, int TaskSeconds = 10, int Speed = 10)
{
    public const string Command = "outbreak";

    public const string Usage = "Usage: EdrGrpc.Benchmarks outbreak [--seed N] [--hosts N] [--isolations N] [--task-seconds N] [--speed N]";

    /// <summary>Null when it cannot be understood.</summary>
    public static OutbreakOptions? Read(string[] arguments)
    {
        var options = new OutbreakOptions();
        for (var place = 0; place < arguments.Length; place += 2)
        {
            if (place + 1 == arguments.Length || !int.TryParse(arguments[place + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1)
            {
                return null;
            }

            switch (arguments[place])
            {
                case "--seed": options = options with { Seed = value }; break;
                case "--hosts": options = options with { Hosts = value }; break;
                case "--isolations": options = options with { Isolations = value }; break;
                case "--task-seconds": options = options with { TaskSeconds = value }; break;
                case "--speed": options = options with { Speed = value }; break;
                default: return null;
            }
        }

        return options.Hosts >= options.Isolations * 11 / 10 && options.Isolations >= OutbreakPlan.Waves ? options : null;
    }
}
