using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PipelineDeploy.Simulation;

/// <summary>
/// Stands before any port: each call takes time before and after its effect, and whatever can go wrong there may. So a new member
/// of a port is in the simulation from its first day.
/// </summary>
public class FaultyPort : DispatchProxy
{
    static readonly ConcurrentDictionary<Type, MethodInfo> Wrappers = [];

    object _inner = new();
    Type _port = typeof(object);
    Caller _caller = null!;
    Faults _faults = null!;
    Witness _witness = null!;

    /// <summary>The port as this caller sees it.</summary>
    internal static T Before<T>(T inner, Caller caller, Faults faults, Witness witness)
        where T : class
    {
        var port = Create<T, FaultyPort>();
        var self = (FaultyPort)(object)port;
        (self._inner, self._port, self._caller, self._faults, self._witness) = (inner, typeof(T), caller, faults, witness);
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        var arguments = args ?? [];
        var type = method.ReturnType;
        return type == typeof(Task) ? CallAsync(method, arguments)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? Wrapper(type, nameof(AskAsync)).Invoke(this, [method, arguments])
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) ? Wrapper(type, nameof(ReadAsync)).Invoke(this, [method, arguments, CancellationToken.None])
            : Inner(method, arguments);
    }

    async Task CallAsync(MethodInfo method, object?[] arguments)
    {
        var call = new PortCall(_caller, _port, method.Name, arguments);
        await _faults.BeforeAsync(call);
        _witness.Foresee(call);
        await (Task)Inner(method, arguments)!;
        _witness.See(call, null);
        await _faults.AfterAsync(call);
    }

    async Task<T> AskAsync<T>(MethodInfo method, object?[] arguments)
    {
        var call = new PortCall(_caller, _port, method.Name, arguments);
        await _faults.BeforeAsync(call);
        _witness.Foresee(call);
        var answer = await (Task<T>)Inner(method, arguments)!;
        _witness.See(call, answer);
        await _faults.AfterAsync(call);
        return answer;
    }

    async IAsyncEnumerable<T> ReadAsync<T>(MethodInfo method, object?[] arguments, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _faults.BeforeAsync(new PortCall(_caller, _port, method.Name, arguments));
        await foreach (var item in ((IAsyncEnumerable<T>)Inner(method, arguments)!).WithCancellation(cancellationToken))
        {
            yield return item;
        }
    }

    object? Inner(MethodInfo method, object?[] arguments) => method.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    static MethodInfo Wrapper(Type answer, string name) => Wrappers.GetOrAdd(answer, type =>
        typeof(FaultyPort).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type.GetGenericArguments()));
}
