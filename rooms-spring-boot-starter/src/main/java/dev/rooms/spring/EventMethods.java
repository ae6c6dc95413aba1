package dev.rooms.spring;

import dev.rooms.EventMethod;
import dev.rooms.OnEvent;
import dev.rooms.Rooms;
import java.lang.reflect.Method;
import java.util.Map;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Brings the application's handlers to its rooms once all beans are there: the web server takes nobody in before. Were
 * they brought when the rooms are made, no handler could send to the rooms.
 */
final class EventMethods implements SmartInitializingSingleton {
    private final ConfigurableListableBeanFactory beans;
    private final Rooms rooms;
    private final ObjectProvider<RoomsCustomizer> customizers;

    EventMethods(ConfigurableListableBeanFactory beans, Rooms rooms, ObjectProvider<RoomsCustomizer> customizers) {
        this.beans = beans;
        this.rooms = rooms;
        this.customizers = customizers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        customizers.orderedStream().forEach(customizer -> customizer.customize(rooms));
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            if (!ScopedProxyUtils.isScopedTarget(name)) {
                addMethodsOf(name);
            }
        }
    }

    private void addMethodsOf(String name) {
        Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
        if (type == null || !AnnotationUtils.isCandidateClass(type, OnEvent.class)) {
            return;
        }
        Map<Method, OnEvent> methods =
                MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<OnEvent>)
                        method -> AnnotatedElementUtils.findMergedAnnotation(method, OnEvent.class));
        methods.forEach((method, event) -> {
            Object bean = beans.getBean(name);
            Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
            ReflectionUtils.makeAccessible(invocable);
            EventMethod.of(invocable, event).addTo(rooms, (target, arguments) -> target.invoke(bean, arguments));
        });
    }
}
