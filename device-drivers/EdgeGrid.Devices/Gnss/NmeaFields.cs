namespace EdgeGrid.Devices.Gnss;

/// <summary>Walks the comma-separated fields of a sentence, and reads them without allocating.</summary>
internal ref struct NmeaFields(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;
    private bool _atEnd;

    /// <summary>The first reason why this sentence cannot be used; null as long as there is none.</summary>
    public NmeaSkip? Problem { get; private set; }

    /// <summary>The next field; empty when it is empty or when there is none.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_atEnd)
        {
            return default;
        }

        var comma = _rest.IndexOf((byte)',');
        if (comma < 0)
        {
            _atEnd = true;
            return _rest;
        }

        var field = _rest[..comma];
        _rest = _rest[(comma + 1)..];
        return field;
    }

    /// <summary>Passes over fields.</summary>
    public void Skip(int count)
    {
        for (; count > 0; count--)
        {
            Next();
        }
    }

    /// <summary>The next field's first letter; 0 when empty.</summary>
    public byte Letter()
    {
        var field = Next();
        return field.IsEmpty ? (byte)0 : field[0];
    }

    /// <summary>The next field as a number; null when empty.</summary>
    public double? Number()
    {
        var field = Next();
        if (field.IsEmpty)
        {
            return null;
        }

        if (TryDecimal(field, out var number))
        {
            return number;
        }

        Report(NmeaSkip.Malformed);
        return null;
    }

    /// <summary>The next field as a whole number; null when empty.</summary>
    public int? Integer()
    {
        var field = Next();
        if (field.IsEmpty)
        {
            return null;
        }

        if (TryDigits(field, out var number))
        {
            return number;
        }

        Report(NmeaSkip.Malformed);
        return null;
    }

    /// <summary>The sentence cannot be used; the first reason stays.</summary>
    public void Report(NmeaSkip? problem) => Problem ??= problem;

    /// <summary>Up to nine digits and nothing else.</summary>
    public static bool TryDigits(ReadOnlySpan<byte> field, out int value)
    {
        value = 0;
        if (field.Length is 0 or > 9)
        {
            return false;
        }

        foreach (var b in field)
        {
            var digit = b - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }

    /// <summary>A sign, digits, a point, digits: no exponent, no NaN.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> field, out double value)
    {
        const int MostDigits = 18;
        value = 0;
        var negative = field.Length > 0 && field[0] == '-';
        if (negative || (field.Length > 0 && field[0] == '+'))
        {
            field = field[1..];
        }

        long digits = 0;
        var (count, decimals, point) = (0, 0, false);
        foreach (var b in field)
        {
            var digit = b - '0';
            if ((uint)digit <= 9 && count < MostDigits)
            {
                digits = (digits * 10) + digit;
                count++;
                decimals += point ? 1 : 0;
            }
            else if (b == '.' && !point)
            {
                point = true;
            }
            else
            {
                return false;
            }
        }

        value = (negative ? -digits : digits) / Power(decimals);
        return count > 0;
    }

    private static double Power(int decimals)
    {
        ReadOnlySpan<double> powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];
        return powers[decimals];
    }
}
