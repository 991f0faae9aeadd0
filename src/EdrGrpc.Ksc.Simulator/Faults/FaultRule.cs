using System.IO.Enumeration;
using System.Text;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Says which requests a fault hits; its last call says what happens to them and makes the rule active.</summary>
/// <remarks>Conditions count requests of matching methods in the order they arrive.</remarks>
public sealed class FaultRule
{
    private readonly FaultPlan _plan;
    private readonly string _methods;
    private Predicate<SimulatedCall>? _condition;

    internal FaultRule(FaultPlan plan, string methods) => (_plan, _methods) = (plan, methods);

    internal int Skipped { get; private set; }

    internal int Limit { get; private set; } = int.MaxValue;

    internal double Chance { get; private set; } = 1;

    /// <summary>Hits at most this many requests.</summary>
    public FaultRule Times(int count)
    {
        Limit = count;
        return this;
    }

    /// <summary>Spares the first matching requests.</summary>
    public FaultRule Skip(int count)
    {
        Skipped = count;
        return this;
    }

    /// <summary>Hits with this probability, drawn from a generator seeded by <see cref="SimulatorOptions.Seed"/>.</summary>
    public FaultRule WithProbability(double probability)
    {
        Chance = probability;
        return this;
    }

    /// <summary>Hits only requests that fulfil a condition.</summary>
    public FaultRule When(Predicate<SimulatedCall> condition)
    {
        _condition = condition;
        return this;
    }

    /// <summary>The request takes effect, its answer is lost with the connection.</summary>
    public Fault LoseAnswer() => Activate(FaultPhase.After, FaultVerdict.Abort);

    /// <summary>The connection breaks before the request takes effect.</summary>
    public Fault DropBefore() => Activate(FaultPhase.Before, FaultVerdict.Abort);

    /// <summary>Answers an HTTP status with plain text; the request takes no effect.</summary>
    public Fault Status(int status, string text = "Refused by a fault of the simulator") =>
        Activate(FaultPhase.Before, new FaultVerdict { Answer = HttpReply.Text(status, text) });

    /// <summary>Answers a PxgError; the request takes no effect.</summary>
    /// <param name="code">Error code.</param>
    /// <param name="message">Message.</param>
    /// <param name="subcode">Subcode; null leaves the member out.</param>
    /// <param name="withLocdata">Adds locdata, whose text is the message with one argument.</param>
    /// <param name="module">Error module.</param>
    public Fault PxgError(int code, string message, int? subcode = 0, bool withLocdata = false, string module = "KLSTD")
    {
        var error = new PxgErrorContent(code, message, module, subcode, withLocdata ? message + " (%1)" : null, ["SIMULATOR"]);
        return Activate(FaultPhase.Before, new FaultVerdict { Answer = HttpReply.Json(Reply.Error(error)) });
    }

    /// <summary>Waits on the simulator's time provider.</summary>
    public Fault Delay(TimeSpan delay, FaultPhase phase = FaultPhase.Before) => Activate(phase, async (_, cancellationToken) =>
    {
        await Task.Delay(delay, _plan.Time, cancellationToken);
        return FaultVerdict.Continue;
    });

    /// <summary>Breaks the connection at once; the request takes effect after the delay.</summary>
    public Fault ProcessLate(TimeSpan delay) => Activate(FaultPhase.Before, new FaultVerdict { Aborts = true, Late = delay });

    /// <summary>Holds requests until the gate is released.</summary>
    public FaultGate Gate(FaultPhase phase = FaultPhase.Before)
    {
        var gate = new FaultGate(_plan, this, phase, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _plan.Add(gate);
        return gate;
    }

    /// <summary>Answers 200 with a body that is not JSON.</summary>
    /// <param name="body">The body.</param>
    /// <param name="phase">After (default): the request took effect. Before: it did not.</param>
    public Fault GarbageBody(string body = "<html>SIMULATOR garbage</html>", FaultPhase phase = FaultPhase.After) =>
        Activate(phase, new FaultVerdict { Answer = HttpReply.Json(Encoding.UTF8.GetBytes(body)) });

    /// <summary>Kills all open accessors before the request is served.</summary>
    public Fault ExpireAccessor() => Activate(FaultPhase.Before, (_, _) =>
    {
        _plan.ExpireAccessors();
        return Task.FromResult(FaultVerdict.Continue);
    });

    /// <summary>Ends all sessions before the request is served.</summary>
    public Fault ExpireSessions() => Activate(FaultPhase.Before, (_, _) =>
    {
        _plan.ExpireSessions();
        return Task.FromResult(FaultVerdict.Continue);
    });

    internal bool Covers(SimulatedCall call) =>
        FileSystemName.MatchesSimpleExpression(_methods, call.Method, ignoreCase: false) && (_condition is null || _condition(call));

    private Fault Activate(FaultPhase phase, FaultVerdict verdict) => Activate(phase, (_, _) => Task.FromResult(verdict));

    private Fault Activate(FaultPhase phase, Func<SimulatedCall, CancellationToken, Task<FaultVerdict>> effect)
    {
        var fault = new Fault(_plan, this, phase, effect);
        _plan.Add(fault);
        return fault;
    }
}
