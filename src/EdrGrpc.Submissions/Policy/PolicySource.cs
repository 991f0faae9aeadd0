namespace EdrGrpc.Submissions.Policy;

/// <summary>The policy in force. Replaced as a whole; who has read it decides by what it read.</summary>
public sealed class PolicySource
{
    private volatile PolicyEvaluator _current = new(new PolicyDocument());

    /// <summary>The policy in force; allows nothing until one is put in force.</summary>
    public PolicyEvaluator Current => _current;

    /// <summary>Grows with every policy put in force, so that open streams notice.</summary>
    public int Version { get; private set; }

    /// <summary>Puts a policy in force.</summary>
    public void Set(PolicyDocument policy)
    {
        _current = new PolicyEvaluator(policy);
        Version++;
    }
}
