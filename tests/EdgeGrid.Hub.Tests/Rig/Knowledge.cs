using System.Reflection;
using System.Reflection.Emit;

namespace EdgeGrid.Hub.Tests.Rig;

/// <summary>Which types another names: in what it is, holds and takes, and in every instruction of its code. Constants are not seen: the compiler copies them.</summary>
internal static class Knowledge
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields().Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    /// <summary>Those that <paramref name="type"/> names; what stands in types within it is theirs.</summary>
    public static IReadOnlySet<Type> Of(Type type)
    {
        var named = new HashSet<Type>();
        Add(type.BaseType);
        Array.ForEach(type.GetInterfaces(), Add);
        Array.ForEach(type.GetGenericArguments(), Add);
        foreach (var attribute in type.CustomAttributes.Concat(type.GetMembers(Own).SelectMany(member => member.CustomAttributes)))
        {
            Add(attribute.AttributeType);
        }

        Array.ForEach(type.GetFields(Own), AddMember);
        foreach (var method in type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)))
        {
            AddMember(method);
            foreach (var member in NamedIn(method))
            {
                AddMember(member);
            }

            foreach (var local in method.GetMethodBody()?.LocalVariables ?? [])
            {
                Add(local.LocalType);
            }
        }

        return named;

        void Add(Type? one)
        {
            if (one?.HasElementType == true)
            {
                Add(one.GetElementType());
            }
            else if (one?.IsConstructedGenericType == true)
            {
                Add(one.GetGenericTypeDefinition());
                Array.ForEach(one.GenericTypeArguments, Add);
            }
            else if (one is { IsGenericParameter: false })
            {
                named.Add(one);
            }
        }

        void AddMember(MemberInfo member)
        {
            Add(member as Type ?? member.DeclaringType);
            Add((member as FieldInfo)?.FieldType);
            Add((member as MethodInfo)?.ReturnType);
            Array.ForEach((member as MethodBase)?.GetParameters() ?? [], parameter => Add(parameter.ParameterType));
            Array.ForEach((member as MethodInfo)?.GetGenericArguments() ?? [], Add);
        }
    }

    /// <summary>The types, methods and fields that a method's instructions name (ECMA-335, partition III).</summary>
    private static IEnumerable<MemberInfo> NamedIn(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var instruction = code[at] == 0xFE ? Codes[unchecked((short)((code[at] << 8) | code[at + 1]))] : Codes[code[at]];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
            }

            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
