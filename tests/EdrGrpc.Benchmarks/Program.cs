using EdrGrpc.Benchmarks;

switch (args)
{
    case [ServerHost.Command, var plan]:
        await ServerHost.RunAsync(plan);
        return 0;
    case [KscHost.Command, var plan]:
        await KscHost.RunAsync(plan);
        return 0;
    case [CeilingServer.Command, var url]:
        await CeilingServer.RunAsync(url);
        return 0;
    case [StoreSizeRun.Command, var number] when int.TryParse(number, out var submissions) && submissions > 0:
        await StoreSizeRun.RunAsync(submissions);
        return 0;
    case [OutbreakOptions.Command, .. var rest]:
        if (OutbreakOptions.Read(rest) is { } outbreak)
        {
            return await new OutbreakRun(outbreak).RunAsync() ? 0 : 1;
        }

        Console.Error.WriteLine(OutbreakOptions.Usage);
        return 2;
}

if (BenchmarkOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}

await new BenchmarkRun(options).RunAsync($"dotnet run -c Release --project tests/EdrGrpc.Benchmarks -- {string.Join(' ', args)}");
return 0;
