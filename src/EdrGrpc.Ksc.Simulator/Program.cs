using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EdrGrpc.Ksc.Simulator;

ProgramArguments arguments;
try
{
    arguments = ProgramArguments.Parse(args);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message + "\n" + ProgramArguments.Usage);
    return 2;
}

if (arguments.Help)
{
    Console.WriteLine(ProgramArguments.Usage);
    return 0;
}

try
{
    var passwordFile = ProgramFiles.Password(arguments);
    await using var simulator = await KscSimulator.StartAsync(arguments.Options);
    simulator.ServiceConsoleAvailable = arguments.ServiceConsole;
    var certificate = simulator.WriteCertificate(arguments.Directory);
    Console.WriteLine(ProgramFiles.Banner(simulator, certificate, passwordFile));

    var stopped = new TaskCompletionSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await stopped.Task;
    return 0;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stopped.TrySetResult();
    }
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
{
    await Console.Error.WriteLineAsync("The simulator could not start: " + e.Message);
    return 1;
}
