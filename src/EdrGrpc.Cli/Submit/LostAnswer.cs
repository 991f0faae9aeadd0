using EdrGrpc.Cli.Connection;
using EdrGrpc.Cli.Output;
using Grpc.Core;

namespace EdrGrpc.Cli.Submit;

/// <summary>What to do when it is not known whether a submit arrived.</summary>
internal static class LostAnswer
{
    public static void Advise(RpcException exception, RequestDetails details)
    {
        if (new Failure(exception).MayHaveArrived)
        {
            Screen.Remark($"Whether it was recorded is not known. Repeat the command with {details.RepeatFlags()}: it is then recorded once at most.");
        }
    }
}
