using EdrGrpc.Submissions;
using Microsoft.Extensions.Options;

namespace EdrGrpc.Tests.Model;

/// <summary>What one case is set to, read from a number.</summary>
internal sealed class ModelSettings : IOptionsMonitor<DispatchOptions>
{
    public ModelSettings(int number)
    {
        HostCount = 1 + (number % 2);
        Ending = (number / 2 % 8) switch
        {
            0 => ModelEnding.HostOffline,
            1 => ModelEnding.KscDown,
            2 => ModelEnding.AccountRefused,
            _ => ModelEnding.Healthy,
        };
        HostListsLackTasks = number / 16 % 8 == 0;
        CurrentValue = new DispatchOptions
        {
            TaskBudget = (number / 128 % 8) switch { 0 => 1, 1 => 2, 2 => 3, _ => 90 },
            RepeatStartProcess = number / 1024 % 2 == 0,
            RequireBackgroundConnection = number / 2048 % 2 == 0,

            // Fewer looks at tasks, so that more cases fit into a minute; nothing depends on these.
            TaskPollInterval = TimeSpan.FromSeconds(3),
            TaskPollMaxInterval = TimeSpan.FromSeconds(60),
            RetryMaxDelay = TimeSpan.FromSeconds(60),
            LateIncidentInterval = TimeSpan.FromMinutes(5),
            LateIncidentWatch = TimeSpan.FromDays(1),
        };
    }

    public const int Count = 4096;

    public int HostCount { get; }

    public ModelEnding Ending { get; }

    public bool HostListsLackTasks { get; }

    public DispatchOptions CurrentValue { get; }

    public DispatchOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<DispatchOptions, string?> listener) => null;
}
