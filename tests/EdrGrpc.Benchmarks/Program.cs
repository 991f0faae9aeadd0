using EdrGrpc.Benchmarks;

switch (args)
{
    case ["submit", .. var options]:
        await SubmitBenchmark.RunAsync(SubmitSettings.Read(options));
        return 0;
    case [ServerHost.Command, var folder]:
        await ServerHost.RunAsync(folder);
        return 0;
    default:
        Console.Error.WriteLine("Usage: EdrGrpc.Benchmarks submit [calls-per-round] [rounds]");
        return 2;
}
