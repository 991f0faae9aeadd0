using EdrGrpc.Cli.Output;

namespace EdrGrpc.Cli.Submit;

/// <summary>A progress bar on a terminal, nothing elsewhere.</summary>
internal static class BatchProgress
{
    public static Task RunAsync(Screen screen, int hosts, Func<Action<int>, Task> work) => !screen.Live
        ? work(_ => { })
        : Spectre.Console.AnsiConsoleExtensions.Progress(screen.Terminal).StartAsync(async progress =>
        {
            var task = progress.AddTask("Recording", maxValue: hosts);
            await work(done => task.Value = done);
            task.StopTask();
        });
}
