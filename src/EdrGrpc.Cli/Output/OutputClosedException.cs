namespace EdrGrpc.Cli.Output;

/// <summary>Whoever read the output has gone, as in "edrctl watch | head -n 1".</summary>
internal sealed class OutputClosedException(IOException inner) : Exception("The output was closed.", inner);
