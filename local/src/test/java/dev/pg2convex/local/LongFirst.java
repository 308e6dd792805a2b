package dev.pg2convex.local;

import java.util.Comparator;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Order;

/** Classes with an {@link Order} begin first, the others at random: what takes longest, and mostly waits, is not to be what all wait for in the end. */
public final class LongFirst implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        new ClassOrderer.Random().orderClasses(context);
        context.getClassDescriptors()
                .sort(Comparator.comparingInt(each -> each.findAnnotation(Order.class).map(Order::value).orElse(Order.DEFAULT)));
    }
}
