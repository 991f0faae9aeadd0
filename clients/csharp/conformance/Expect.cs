using System.Runtime.CompilerServices;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Client.Conformance;

/// <summary>Checks that say what was seen.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), $"{what} is {actual}, not {expected}");

    public static void Sequence<T>(IEnumerable<T> expected, IReadOnlyList<T> actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        True(expected.SequenceEqual(actual), $"{what} is [{string.Join(", ", actual)}], not [{string.Join(", ", expected)}]");

    public static void True(bool condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        if (!condition)
        {
            throw new InvalidOperationException(what);
        }
    }

    public static async Task<EdrResponseException> RefusedAsync(StatusCode code, string? reason, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (EdrResponseException exception)
        {
            Equal(code, exception.StatusCode);
            if (reason is not null)
            {
                Equal(reason, exception.ReasonName);
                True(exception.Reason != ErrorReason.Unspecified);
            }

            return exception;
        }

        throw new InvalidOperationException($"The call was to be refused with {code}.");
    }
}
